import type { Warning } from "../../experiments/record.ts";
import type { StudyDocument } from "../../experiments/study_document.ts";

/** Something in which studies differ. */
export interface StudyDifference {
  /** What it is: `Deno`. */
  readonly name: string;
  /** `environment`: where they ran. `config`: what was asked for. */
  readonly of: "environment" | "config";
  /** What it is in each study; null where it was not set or is not known. */
  readonly values: readonly (string | null)[];
}

type Trait = readonly [name: string, of: (document: StudyDocument) => string | number | null];

const ENVIRONMENT: readonly Trait[] = [
  ["processor", ({ environment }) => environment.cpu],
  ["cores", ({ environment }) => environment.cores],
  ["memory (GiB)", ({ environment }) => environment.memoryGiB],
  ["system", ({ environment }) => environment.os],
  ["Deno", ({ environment }) => environment.runtime.deno],
  ["V8", ({ environment }) => environment.runtime.v8],
  ["commit", ({ environment }) => environment.gitCommit],
  [
    "edits not committed",
    ({ environment: { gitDirty } }) => gitDirty === null ? null : gitDirty ? "yes" : "none",
  ],
  ["load before the study", ({ environment }) => environment.loadAverage[0] ?? null],
];

/** What a study that names no profile is of. */
const DEFAULT_PROFILE = "standard";

/** The sizes of trials: with others, or another seed, tasks are others. */
const SIZES = ["profile", "tasks", "durationMs", "trace"] as const;

/**
 * Finds in what studies differ.
 *
 * @param documents The studies.
 * @returns What differs, the environment first; nothing that is the same everywhere.
 */
export function whatDiffers(documents: readonly StudyDocument[]): StudyDifference[] {
  const keys = [...new Set(documents.flatMap(({ config }) => Object.keys(config)))]
    .filter((key) => !["seed", "blocks", "sloMs", "$schema"].includes(key));
  const config: readonly Trait[] = [
    ["seed", ({ seed }) => seed],
    ["blocks", ({ blocks }) => blocks],
    ["service level (ms)", levelsOf],
    ...keys.map((key): Trait => [
      key,
      ({ config }) => shown(config, key) ?? (key === "profile" ? DEFAULT_PROFILE : null),
    ]),
  ];
  return [
    ...differing(documents, ENVIRONMENT, "environment"),
    ...differing(documents, config, "config"),
  ];
}

/**
 * Warns where cells of the same name are not the same work.
 *
 * @param documents The studies.
 * @returns A warning for each reason.
 */
export function comparabilityWarnings(documents: readonly StudyDocument[]): Warning[] {
  const differ = (of: (document: StudyDocument) => unknown) =>
    new Set(documents.map((document) => JSON.stringify(of(document)))).size > 1;
  const warnings: Warning[] = [];
  if (differ(({ seed }) => seed)) {
    warnings.push({
      code: "other-seeds",
      message: `seeds differ (${
        documents.map(({ seed }) => seed).join(", ")
      }): cells of the same ` +
        "name got other tasks, so part of every difference is chance in the arrivals",
    });
  }
  if (
    differ(({ config }) => [
      config.profile ?? DEFAULT_PROFILE,
      ...SIZES.map((key) => config[key]),
    ])
  ) {
    warnings.push({
      code: "other-sizes",
      message:
        "sizes of trials differ: queues and tails that build up over a longer trial are not " +
        "those of a shorter one, so cells of the same name are not comparable",
    });
  }
  if (differ(levelsOf)) {
    warnings.push({
      code: "other-service-levels",
      message: `service levels differ (${documents.map(levelsOf).join(", ")} ms): goodput counts ` +
        "other completions",
    });
  }
  return warnings;
}

function differing(
  documents: readonly StudyDocument[],
  traits: readonly Trait[],
  of: StudyDifference["of"],
): StudyDifference[] {
  return traits.map(([name, valueOf]) => ({
    name,
    of,
    values: documents.map((document) => valueOf(document)?.toString() ?? null),
  })).filter(({ values }) => new Set(values).size > 1);
}

function levelsOf({ cells }: StudyDocument): string {
  return [...new Set(cells.map(({ sloMs }) => sloMs))].join(", ");
}

function shown(config: object, key: string): string | null {
  const value: unknown = (config as Readonly<Record<string, unknown>>)[key];
  if (value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
