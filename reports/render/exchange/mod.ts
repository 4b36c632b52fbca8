/**
 * Exchange formats: what is measured, for the tools of other people.
 *
 * @module
 */
export * from "./exchange_format.ts";
export * from "./formats.ts";
export * from "./github.ts";
export * from "./junit.ts";
export { MARKDOWN_INLINE } from "./own.ts";
export * from "./subject.ts";
