/**
 * What scripts add to a page that is whole without them.
 *
 * @module
 */
export * from "./comfort_script.ts";
