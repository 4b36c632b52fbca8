/**
 * Reports as web pages.
 *
 * @module
 */
export * from "./live_page.tsx";
export * from "./study_page.tsx";
