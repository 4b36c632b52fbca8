/**
 * Reports as web pages.
 *
 * @module
 */
export * from "./side_by_side_page.tsx";
export * from "./live_page.tsx";
export * from "./study_page.tsx";
export * from "./comparison_page.tsx";
export * from "./history_page.tsx";
