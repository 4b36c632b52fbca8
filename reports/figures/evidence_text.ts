import { formatMsWithInterval, formatNumber, formatShare, formatWithInterval } from "../format.ts";
import type { FindingEvidence } from "../report.ts";

/**
 * A figure that a finding rests on.
 *
 * @param evidence The figure.
 * @returns The figure in its unit, with its interval if it has one.
 */
export function evidenceText({ value, unit, ci95 }: FindingEvidence): string {
  switch (unit) {
    case "ms":
      return formatMsWithInterval(value, ci95);
    case "share":
      return formatShare(value);
    case "/s":
      return `${formatWithInterval(value, ci95)} /s`;
    case "tasks":
      return `${formatNumber(value)} tasks`;
    case "ratio":
      return formatWithInterval(value, ci95);
  }
}
