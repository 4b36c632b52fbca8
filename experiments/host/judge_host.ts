import { checkHost, type CheckLevel, type CheckResult, type CheckScope } from "./host_checks.ts";
import type { HostReport } from "./host_report.ts";

/**
 * Whether a host can measure: `fit`; `limited`, with care and the findings in mind; `unfit`, its
 * figures would mislead.
 */
export type HostVerdict = "fit" | "limited" | "unfit";

/** A check that was not passed. */
export interface HostFinding {
  /** Stable name: `stolen-time`. */
  readonly code: string;
  /** How much it weighs; a `note` does not touch the verdict. */
  readonly level: Exclude<CheckLevel, "ok">;
  /** One sentence with the figures. */
  readonly message: string;
}

/** The verdict and its reasons. */
export interface HostJudgement {
  /** As bad as the gravest finding. */
  readonly verdict: HostVerdict;
  /** What was not as it should be, the gravest first. */
  readonly findings: readonly HostFinding[];
}

const WEIGHT = { ok: 0, note: 1, limited: 2, unfit: 3 } as const satisfies Record<
  CheckLevel,
  number
>;

/**
 * Judges a host. The limits and the reasons for them are in `host_checks.ts`.
 *
 * @param report What was measured.
 * @param scopes Which checks count: those that concern what is going to run. @default all
 * @returns The verdict.
 */
export function judgeHost(
  report: HostReport,
  scopes: readonly CheckScope[] = ["every-trial", "outside", "inside"],
): HostJudgement {
  const findings = checkHost(report)
    .filter(({ check }) => scopes.includes(check.concerns))
    .flatMap(({ level, ...result }) =>
      level === "ok" ? [] : [{ code: result.check.code, level, message: inWords(result) }]
    )
    .sort((a, b) => WEIGHT[b.level] - WEIGHT[a.level]);
  const has = (verdict: HostVerdict) => findings.some(({ level }) => level === verdict);
  return { verdict: has("unfit") ? "unfit" : has("limited") ? "limited" : "fit", findings };
}

function inWords({ check, value, limit }: Omit<CheckResult, "level">): string {
  const found = formatFigure(value, check.unit);
  const wanted = formatFigure(limit, check.unit);
  return `${check.what}: ${found}, should be ${check.bound} ${wanted}: ${check.because}`;
}

/**
 * Writes a figure of a check with three significant digits.
 *
 * @param value The figure; null writes a dash.
 * @param unit Its unit, or nothing.
 * @returns `0.15 µs`.
 */
export function formatFigure(value: number | null, unit: string): string {
  return value === null ? "–" : `${Number(value.toPrecision(3))} ${unit}`.trim();
}
