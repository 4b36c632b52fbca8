/**
 * Studies side by side: the same cells over hosts, runtimes or commits.
 *
 * @module
 */
export * from "./label_studies.ts";
export * from "./side_by_side.ts";
export * from "./what_differs.ts";
