import { CHARTS } from "../chart_file.ts";
import { removeCharts } from "./remove_charts.ts";
import { StudyStoreError } from "./store_error.ts";

/** What is run. */
export const DOCUMENT = "study.json";

/** The version of it that is written and read. */
export const STUDY_SCHEMA = "dispatch-lab/study@1";
/** The same while it is written. */
export const DRAFT = `.${DOCUMENT}`;
/** The records of trials. */
export const TRIALS = "trials.ndjson";
/** The probes of a sweep. */
export const PROBES = "knee.ndjson";

/** The columns of trials, if they are kept. */
export const RAW = "raw";
/** What is written beside document and trials: in a directory without a study it is somebody's own. */
const BESIDE: readonly string[] = [
  "report.md",
  "report.html",
  "report.json",
  "sweep.md",
  "sweep.json",
  CHARTS,
  "raw.parquet",
  PROBES,
];
/** What a study directory may hold, drafts that a kill left behind included: all of it goes with the study. */
const PARTS: readonly string[] = [DOCUMENT, DRAFT, TRIALS, ...BESIDE, RAW];
const TABLE_DRAFT = /^\.raw\.parquet\.\d+\.draft$/;

/**
 * Removes a study, and nothing beside it.
 *
 * @param directory Where it is.
 */
export async function clearStudy(directory: string): Promise<void> {
  for await (const { name } of Deno.readDir(directory)) {
    if (PARTS.includes(name) || TABLE_DRAFT.test(name)) await removePart(directory, name);
  }
}

/**
 * Looks for files that go by the names of a study's where there is none.
 *
 * @param directory A directory without a study.
 * @param force Whether they are removed.
 * @throws {StudyStoreError} If there is one and it is not to be removed.
 */
export async function clearStrangers(directory: string, force: boolean): Promise<void> {
  for (const name of BESIDE) {
    const path = `${directory}/${name}`;
    if (!await exists(path)) continue;
    if (!force) {
      throw new StudyStoreError(
        `"${path}" is there already and belongs to no study: name another directory with --out, ` +
          "or replace it with --force",
      );
    }
    await removePart(directory, name);
  }
}

/** A folder called `charts` is likely to be somebody's own, or to hold something of theirs. */
async function removePart(directory: string, name: string): Promise<void> {
  if (name === CHARTS) await removeCharts(directory);
  else await Deno.remove(`${directory}/${name}`, { recursive: true });
}

/**
 * Whether there is anything of that name, a link that leads nowhere included.
 *
 * @param path The path.
 * @returns True if there is.
 */
export async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
