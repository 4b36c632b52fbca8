/**
 * A series of real gates whose truth is known: which are run, what is kept of each, and what they add up to.
 *
 * @module
 */
import { deriveSeed } from "../mod.ts";
import {
  type GateFinding,
  type GateRow,
  tallyGates,
} from "../reports/comparison/calibration/mod.ts";

/** What a head is slowed down by, by the name that `--inject` takes, with the goal for finding it. */
export const SERIES_INJECTIONS = {
  "service-1.05": { label: "5 % more service", goal: 0.85 },
  "service-1.10": { label: "10 % more service", goal: 0.9 },
  "wake-up-50us": { label: "50 µs more to wake up", goal: null },
} as const satisfies Readonly<Record<string, { label: string; goal: number | null }>>;

/** A name in {@link SERIES_INJECTIONS}. */
export type SeriesInjection = keyof typeof SERIES_INJECTIONS;

/** What else the machine does: nothing of ours, or another core is kept busy. */
export type Condition = "quiet" | "busy";

const CONDITION_LABELS: Readonly<Record<Condition, string>> = {
  quiet: "this machine",
  busy: "this machine, a core busy",
};

/** Which series are run. */
export interface SeriesSizes {
  /** Gates of the same code, a condition. */
  readonly gates: number;
  /** What heads are slowed down by; a third as many gates each, at least 10. */
  readonly injections: readonly SeriesInjection[];
  /** The conditions, one after the other. */
  readonly conditions: readonly Condition[];
  /** Blocks of a first sample. */
  readonly blocks: number;
  /** Blocks of the fresh run after an alarm. */
  readonly confirmationBlocks: number;
  /** Where randomness begins. */
  readonly seed: number;
}

/** A gate of a series. */
export interface SeriesGate {
  /** `quiet-same-004`, `busy-service-1.10-000`: also its directory. */
  readonly name: string;
  /** What else the machine does. */
  readonly condition: Condition;
  /** What slows the head down; null if the arms are the same. */
  readonly injection: SeriesInjection | null;
  /** Seed of its first sample. */
  readonly seed: number;
  /** Blocks of its first sample. */
  readonly blocks: number;
  /** Blocks of the fresh run after an alarm. */
  readonly confirmationBlocks: number;
}

/** What came of a gate. */
export type SeriesOutcome =
  | { readonly state: "judged"; readonly finding: GateFinding }
  | { readonly state: "no-verdict"; readonly reasons: readonly string[] };

/** What is kept of a gate: a line of `gates.ndjson`. */
export type SeriesRecord = SeriesGate & SeriesOutcome;

const FEWEST_INJECTED = 10;
/** A trial of 250 ms with its process, on two shared cores. */
const TRIAL_MS = 500;
const CELLS = 2;
const ARMS = 2;

/**
 * Plans a series. Within a condition, gates of all kinds are spread evenly over its time.
 *
 * @param sizes How many of what.
 * @returns The gates in the order in which they run.
 */
export function planSeries(sizes: SeriesSizes): SeriesGate[] {
  const { blocks, confirmationBlocks } = sizes;
  const injected = Math.max(FEWEST_INJECTED, Math.round(sizes.gates / 3));
  return sizes.conditions.flatMap((condition) =>
    [null, ...sizes.injections].flatMap((injection) => {
      const count = injection === null ? sizes.gates : injected;
      return Array.from({ length: count }, (_, index) => {
        const name = `${condition}-${injection ?? "same"}-${String(index).padStart(3, "0")}`;
        const seed = deriveSeed(sizes.seed, "series", name);
        const gate = { name, condition, injection, seed, blocks, confirmationBlocks };
        return { gate, place: (index + 0.5) / count };
      });
    }).sort((a, b) => a.place - b.place).map(({ gate }) => gate)
  );
}

/**
 * How long a gate should take.
 *
 * @param gate The gate.
 * @returns Milliseconds; of one whose head is slower, with the fresh run of one cell.
 */
export function expectedGateMs({ injection, blocks, confirmationBlocks }: SeriesGate): number {
  const trials = CELLS * ARMS * blocks + (injection === null ? 0 : ARMS * confirmationBlocks);
  return trials * TRIAL_MS;
}

/**
 * Whether a parsed line is what is kept of a gate.
 *
 * @param value The line.
 * @returns Whether it has the parts that are relied upon.
 */
export function isSeriesRecord(value: unknown): value is SeriesRecord {
  if (typeof value !== "object" || value === null) return false;
  const { name, condition, state, finding, reasons, seed } = value as Record<string, unknown>;
  return typeof name === "string" && typeof seed === "number" &&
    (condition === "quiet" || condition === "busy") &&
    (state === "judged"
      ? typeof finding === "object" && finding !== null
      : state === "no-verdict" && Array.isArray(reasons));
}

/**
 * What the gates of a series add up to. Those without a verdict are left out.
 *
 * @param records What is kept of them.
 * @returns A row a condition and injection, those of the same code first.
 */
export function seriesRows(records: readonly SeriesRecord[]): GateRow[] {
  const injections = [null, ...Object.keys(SERIES_INJECTIONS) as SeriesInjection[]];
  return (Object.keys(CONDITION_LABELS) as Condition[]).flatMap((condition) =>
    injections.flatMap((injection) => {
      const findings = records.flatMap((record) =>
        record.state === "judged" && record.condition === condition &&
          record.injection === injection
          ? record.finding
          : []
      );
      if (findings.length === 0) return [];
      const slower = injection === null ? null : SERIES_INJECTIONS[injection];
      return {
        noise: CONDITION_LABELS[condition],
        injection: slower?.label ?? null,
        goal: slower?.goal ?? null,
        judgedBy: "count",
        ...tallyGates(findings),
      };
    })
  );
}
