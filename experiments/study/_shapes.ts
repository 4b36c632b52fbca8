/**
 * Whether what was read from a study directory is what was once written there. People edit such files,
 * and disks lose parts of them; what passes here can be summarised.
 *
 * @module
 */
import { z } from "zod";
import type { HistogramReader } from "../histogram.ts";
import { METRICS, type TrialRecord } from "../record.ts";
import type { StudyDocument } from "../study_document.ts";
import { LEVEL_STATISTICS, type LevelStatistic } from "../service_level.ts";
import type { KneeProbe } from "../sweep_document.ts";
import { isOnItsCurve } from "./_curve_of_probe.ts";
import { STUDY_SCHEMA } from "./_study_files.ts";
import { isConfig } from "./config.ts";

const cell = z.looseObject({
  strategy: z.string(),
  workload: z.string(),
  placement: z.enum(["inside", "outside"]),
  params: z.record(z.string(), z.union([z.number(), z.string()])),
  family: z.string(),
  discipline: z.union([
    z.looseObject({
      kind: z.literal("work-conserving"),
      concurrency: z.number().positive().optional(),
      servers: z.int().positive().optional(),
      room: z.looseObject({
        capacity: z.int().positive(),
        overflow: z.enum(["block", "reject", "drop-oldest"]),
      }).optional(),
    }),
    z.looseObject({ kind: z.literal("polled"), drain: z.enum(["one", "present", "all"]) }),
    z.looseObject({ kind: z.literal("delayed") }),
  ]),
  arrivals: z.string(),
  body: z.string(),
  loop: z.enum(["open", "closed"]),
  classes: z.array(z.string()).min(1),
  sloMs: z.number(),
});

const environment = z.looseObject({
  cpu: z.string(),
  cores: z.number(),
  memoryGiB: z.number(),
  os: z.string(),
  runtime: z.looseObject({ deno: z.string(), v8: z.string() }),
  loadAverage: z.array(z.number()),
  clockResolutionNs: z.number(),
  gitCommit: z.string().nullable(),
  gitDirty: z.boolean().nullable(),
});

const swept = z.looseObject({
  scope: z.enum(["strategy", "workload"]),
  parameter: z.string().regex(/^\w+$/),
});

const sweep = z.looseObject({
  config: z.custom(isConfig),
  over: z.array(z.string()).min(1),
  x: swept,
  second: swept.nullable(),
  slo: z.looseObject({
    statistic: z.enum(Object.keys(LEVEL_STATISTICS) as LevelStatistic[]),
    limitMs: z.number(),
  }).nullable(),
  precision: z.number(),
  curves: z.array(z.looseObject({
    strategy: z.string(),
    workload: z.string(),
    placement: z.enum(["inside", "outside"]),
    fixed: z.number().nullable(),
    knee: z.enum(["sought", "not-sought"]),
    points: z.array(z.looseObject({ value: z.number(), cell: z.int().min(0) })).min(1),
  })),
});

const document = z.looseObject({
  schema: z.literal(STUDY_SCHEMA),
  createdAt: z.string(),
  fingerprint: z.string(),
  config: z.custom(isConfig),
  seed: z.int(),
  blocks: z.int().positive(),
  cells: z.array(cell),
  skipped: z.array(z.string()),
  environment,
  resumedOn: z.array(environment).optional(),
  watchedTrials: z.int().min(0).optional(),
  sweep: sweep.optional(),
}).refine(({ sweep, cells }) =>
  sweep === undefined ||
  sweep.curves.every(({ points }) => points.every(({ cell }) => cell < cells.length))
);

const identity = {
  schema: z.literal("dispatch-lab/trial@1"),
  cell,
  block: z.int().min(0),
  order: z.int().min(0),
  wallMs: z.number(),
};

const orNull = z.number().nullable();
const distribution = z.looseObject({
  count: z.number(),
  mean: orNull,
  sd: orNull,
  p50: orNull,
  p90: orNull,
  p99: orNull,
  p999: orNull,
  max: orNull,
});

const timeMoments = z.looseObject(numbers("meanMs", "secondMomentMs2"));

const counts = z.looseObject(numbers(
  ...["offered", "released", "completed", "failed", "dropped", "cancelled", "unfinished"],
  ...["rejected", "lost"],
));

const trial = z.discriminatedUnion("state", [
  z.looseObject({
    ...identity,
    state: z.literal("measured"),
    ...numbers(
      ...[
        "horizonMs",
        "windowMs",
        "offeredRatePerSecond",
        "arrivalRatePerSecond",
        "throughputPerSecond",
        "utilization",
      ],
      ...["threadCpuUtilization", "offeredLoad", "littleResidual", "goodputPerSecond"],
    ),
    arrivalScv: orNull,
    arrivalIdc: orNull,
    serviceScv: orNull,
    bodyInCallShare: orNull,
    counts,
    classes: z.array(z.looseObject({
      name: z.string(),
      counts,
      waitMs: distribution,
      sojournMs: distribution,
      histograms: z.looseObject({ waitMs: z.string(), sojournMs: z.string() }),
    })),
    metrics: z.looseObject(Object.fromEntries(METRICS.map((name) => [name, distribution]))),
    histograms: z.record(z.string(), z.string()),
    waitLag1Autocorrelation: orNull,
    transient: z.discriminatedUnion("state", [
      z.looseObject({ state: z.enum(["not-applicable", "too-few-tasks", "no-steady-state"]) }),
      z.looseObject({ state: z.literal("found"), tasks: z.int().min(0) }),
    ]),
    stability: z.discriminatedUnion("state", [
      z.looseObject({ state: z.literal("stable") }),
      z.looseObject({
        state: z.literal("unstable"),
        reason: z.string(),
        growthMsPerSecond: orNull,
      }),
    ]),
    queueLength: z.looseObject(numbers("mean", "max")),
    sleep: timeMoments.nullable(),
    wakeUp: timeMoments.nullable(),
    handOver: timeMoments.nullable(),
    twinWaitMs: orNull,
    lateBeyondIdealMs: orNull.optional(),
    timeLine: z.looseObject({
      binMs: z.number().positive(),
      inSystem: z.array(z.number()),
      loopLagMaxMs: z.array(orNull),
    }).refine(({ inSystem, loopLagMaxMs }) => inSystem.length === loopLagMaxMs.length),
    waitBatchMeansMs: z.array(z.number()),
    phasesMs: z.looseObject(numbers("setup", "warmup", "calibration", "measured")),
    warnings: z.array(z.looseObject({ code: z.string(), message: z.string() })),
  }),
  z.looseObject({
    ...identity,
    state: z.literal("failed"),
    reason: z.string(),
    message: z.string(),
  }),
]);

const kneeProbe = z.looseObject({
  schema: z.literal("dispatch-lab/knee-probe@1"),
  round: z.int().min(0),
  curve: z.int().min(0),
  ratePerSecond: z.number().positive(),
  trial,
});

function numbers(...names: string[]): Record<string, z.ZodNumber> {
  return Object.fromEntries(names.map((name) => [name, z.number()]));
}

/**
 * Whether this is a study's document.
 *
 * @param value Parsed JSON.
 * @returns True if it has the shape.
 */
export function isStudyDocument(value: unknown): value is StudyDocument {
  return document.safeParse(value).success;
}

/**
 * Whether this is a trial that the study has.
 *
 * @param study The study.
 * @param value Parsed JSON.
 * @param histograms Reads its histograms.
 * @returns True if it has the shape, its histograms can be read, and its cell, block and position exist.
 */
export function isTrialOf(
  study: StudyDocument,
  value: unknown,
  histograms: HistogramReader,
): value is TrialRecord {
  const parsed = trial.safeParse(value);
  if (!parsed.success || !areReadable(parsed.data, histograms)) return false;
  const { cell: of, block, order } = parsed.data;
  return block < study.blocks && Math.floor(order / study.cells.length) === block &&
    study.cells.some(({ strategy, workload, placement }) =>
      strategy === of.strategy && workload === of.workload && placement === of.placement
    );
}

/**
 * Whether this is a probe of the sweep that the study is.
 *
 * @param study The study.
 * @param value Parsed JSON.
 * @param histograms Reads the histograms of its trial.
 * @returns True if it has the shape, and its cell is its curve's at its rate.
 */
export function isKneeProbeOf(
  study: StudyDocument,
  value: unknown,
  histograms: HistogramReader,
): value is KneeProbe {
  const parsed = kneeProbe.safeParse(value);
  return parsed.success && areReadable(parsed.data.trial, histograms) &&
    isOnItsCurve(study, value as KneeProbe);
}

function areReadable(record: z.infer<typeof trial>, reader: HistogramReader): boolean {
  if (record.state === "failed") return true;
  const ofClasses = record.classes.flatMap(({ histograms: { waitMs, sojournMs } }) => {
    return [waitMs, sojournMs];
  });
  return [...Object.values(record.histograms), ...ofClasses].every((text) => reader.canRead(text));
}
