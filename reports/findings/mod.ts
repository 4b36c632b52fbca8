/**
 * Findings: what the data says, by rules.
 *
 * @module
 */
export * from "./find_findings.ts";
export * from "./finding.ts";
