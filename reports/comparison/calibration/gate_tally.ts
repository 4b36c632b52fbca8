/**
 * What gates said, simulated ones or real ones, and how often.
 *
 * @module
 */
import type { Comparison } from "../comparison.ts";
import { comparableMetric } from "../compared_metrics.ts";
import type { Verdict } from "../decide.ts";
import { alarmingRivals, type RivalName, type RivalSeries } from "./rivals.ts";

/** What one gate said, and what its rivals say of the same series. */
export interface GateFinding {
  /** Whether the first sample raised an alarm. */
  readonly alarmed: boolean;
  /** The verdict in the end. */
  readonly verdict: Verdict;
  /** Metrics that regressed in the end, each after the load of its cell: `steady loopLagMs.p99`. */
  readonly regressed: readonly string[];
  /** Rivals that alarm. */
  readonly rivals: readonly RivalName[];
}

/** How gates of one kind went. */
export interface GateTally {
  /** How many there were. */
  readonly gates: number;
  /** With an alarm after the first sample. */
  readonly alarmed: number;
  /** By their verdict in the end; `regressed` are the alarms that were confirmed. */
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** In which a metric regressed in the end, by its name as in {@link GateFinding.regressed}. */
  readonly metrics: Readonly<Record<string, number>>;
  /** In which each rival alarms. */
  readonly rivals: Readonly<Record<RivalName, number>>;
}

/** Gates under one noise with one slow-down. */
export interface GateRow extends GateTally {
  /** What disturbed them: a model, or the condition of a machine. */
  readonly noise: string;
  /** What slows the head down; null if the arms are the same. */
  readonly injection: string | null;
  /** Share of gates that should find it; null where none is asked for. */
  readonly goal: number | null;
  /**
   * What shows that a goal is reached: `interval`, that of the share, of thousands of gates; `count`, that of
   * these very gates, where no more can be had.
   */
  readonly judgedBy: "interval" | "count";
}

/**
 * Counts gates of one kind.
 *
 * @param findings What each said.
 * @returns The counts.
 */
export function tallyGates(findings: Iterable<GateFinding>): GateTally {
  const tally = createTally();
  for (const finding of findings) tally.add(finding);
  return tally.counts();
}

/** Counts gates as they come in. */
export interface GateTallyBuilder {
  /** Adds a gate. */
  add(finding: GateFinding): void;
  /** The counts so far. */
  counts(): GateTally;
}

/**
 * Begins to count gates of one kind.
 *
 * @returns Counts of nothing yet.
 */
export function createTally(): GateTallyBuilder {
  let [gates, alarmed] = [0, 0];
  const verdicts = { regressed: 0, improved: 0, equivalent: 0, inconclusive: 0 };
  const rivals = { lastRun: 0, mannWhitney: 0, welch: 0, pairedT: 0, median15: 0 };
  const metrics: Record<string, number> = {};
  return {
    add(finding) {
      gates++;
      if (finding.alarmed) alarmed++;
      verdicts[finding.verdict]++;
      for (const name of new Set(finding.regressed)) metrics[name] = (metrics[name] ?? 0) + 1;
      for (const name of finding.rivals) rivals[name]++;
    },
    counts: () => ({
      ...{ gates, alarmed },
      verdicts: { ...verdicts },
      metrics: { ...metrics },
      rivals: { ...rivals },
    }),
  };
}

/**
 * What a real gate said, and what its rivals say of its first sample.
 *
 * @param comparison What the gate found.
 * @returns The finding; null if the gate has no verdict, for its host was unfit or an arm failed.
 */
export function findingOf(comparison: Comparison): GateFinding | null {
  const { verdict } = comparison;
  if (verdict === "unfit" || verdict === "failed") return null;
  const deciding = comparison.cells.flatMap(({ load, metrics }) =>
    metrics.filter(({ role }) => role === "gated" || role === "exact")
      .map((metric) => ({ load: load === "saturated" ? load : "steady", metric }))
  );
  return {
    alarmed: comparison.confirmationBlocks !== null,
    verdict,
    regressed: deciding.filter(({ metric }) => metric.verdict === "regressed")
      .map(({ load, metric: { metric } }) => `${load} ${metric}`),
    // Nothing has no ratio to nothing: rivals see no counts.
    rivals: alarmingRivals(
      deciding.filter(({ metric: { role } }) => role !== "exact")
        .map(({ metric }) => seriesOf(metric)),
    ),
  };
}

/** The blocks that both arms have a value in. */
function seriesOf(
  { metric, better, baseValues, headValues }: Comparison["cells"][number]["metrics"][number],
): RivalSeries {
  // The same floor as the gate's own, without which ratios to nothing would be held against rivals.
  const least = comparableMetric(metric)?.least ?? 0;
  const pairs = baseValues.flatMap((base, block) => {
    const head = headValues[block];
    return base === null || head === null || head === undefined
      ? []
      : [[Math.max(base, least), Math.max(head, least)]];
  });
  return {
    metric: { better },
    base: pairs.map(([base]) => base),
    head: pairs.map(([, head]) => head),
  };
}
