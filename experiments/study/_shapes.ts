/**
 * Whether what was read from a study directory is what was once written there. People edit such files,
 * and disks lose parts of them; what passes here can be summarised.
 *
 * @module
 */
import { z } from "zod";
import { METRICS, type TrialRecord } from "../record.ts";
import type { StudyDocument } from "../study_document.ts";

const cell = z.looseObject({
  strategy: z.string(),
  workload: z.string(),
  placement: z.enum(["inside", "outside"]),
});

const document = z.looseObject({
  schema: z.literal("dispatch-lab/study@1"),
  createdAt: z.string(),
  fingerprint: z.string(),
  config: z.looseObject({}),
  seed: z.number(),
  blocks: z.int().positive(),
  cells: z.array(cell),
  skipped: z.array(z.string()),
  environment: z.looseObject({
    cores: z.number(),
    loadAverage: z.array(z.number()),
    runtime: z.looseObject({ deno: z.string() }),
  }),
});

const identity = {
  schema: z.literal("dispatch-lab/trial@1"),
  cell,
  block: z.int().min(0),
  order: z.int().min(0),
  wallMs: z.number(),
};

const distribution = z.looseObject({ count: z.number(), mean: z.number().nullable() });

const trial = z.discriminatedUnion("state", [
  z.looseObject({
    ...identity,
    state: z.literal("measured"),
    counts: z.looseObject({ offered: z.number(), released: z.number(), unfinished: z.number() }),
    metrics: z.looseObject(Object.fromEntries(METRICS.map((name) => [name, distribution]))),
    histograms: z.record(z.string(), z.string()),
    stability: z.looseObject({ state: z.enum(["stable", "unstable"]) }),
    queueLength: z.looseObject({ mean: z.number(), max: z.number() }),
    phasesMs: z.looseObject({ measured: z.number() }),
    warnings: z.array(z.looseObject({ code: z.string(), message: z.string() })),
  }),
  z.looseObject({
    ...identity,
    state: z.literal("failed"),
    reason: z.string(),
    message: z.string(),
  }),
]);

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
 * @returns True if it has the shape, and its cell, block and position exist.
 */
export function isTrialOf(study: StudyDocument, value: unknown): value is TrialRecord {
  const parsed = trial.safeParse(value);
  if (!parsed.success) return false;
  const { cell: of, block, order } = parsed.data;
  return block < study.blocks && order < study.blocks * study.cells.length &&
    study.cells.some(({ strategy, workload, placement }) =>
      strategy === of.strategy && workload === of.workload && placement === of.placement
    );
}
