/**
 * `gate`: measures two trees, or two strategies, in turn and says whether the second is worse.
 *
 * @module
 */
import {
  ARMS,
  blocksNeeded,
  countHypotheses,
  type FetchedPackages,
  fetchPackages,
  findTreeProject,
  formatDuration,
  type OfArms,
  oneLine,
  openWorkTrees,
  planGate,
  runDoctor,
  shortCommit,
  type StudyPlan,
  type TreeProject,
  verdictInWords,
  type WorkTree,
  type WorkTrees,
} from "../mod.ts";
import { comparisonText } from "./comparison_text.ts";
import { describeFlags, type ParsedFlags, parseFlags } from "./flags.ts";
import { type AskedGate, GATE_FLAGS, gateFromFlags } from "./gate_options.ts";
import { type GateHooks, type GateOutcome, type GateRequest, runGateJob } from "./gate_session.ts";
import { findSides, requireModules } from "./gate_sides.ts";
import { forgetHookRepository } from "./git_variables.ts";
import { interruptible } from "./interruptible.ts";
import type { Io } from "./io.ts";
import { outDirectory } from "./out_directory.ts";
import { describePlan } from "./plan_text.ts";
import { EXIT_FAILED, EXIT_INTERRUPTED } from "./study_session.ts";
import { blamingInput, UsageError } from "./usage.ts";

const HELP =
  `Measures two trees, or two strategies, in turn and says whether the head is worse than the base.

usage: deno task gate --base REF [--head REF] [options]
       deno task gate --base-strategy A --head-strategy B [options]

${describeFlags(GATE_FLAGS)}

A tree is a git ref of the repository you are in, or a directory (./name where there is also such a
ref). Of a checkout of dispatch-lab, its own code is run; in any other tree, name a module of yours
with --strategy ./mine.ts: it is looked for in both. An alarm counts only if a fresh run says the same.
exit codes: 0 not worse, 1 a regression, 2 bad input, 3 inconclusive or the machine is unfit,
4 a side could not be measured, 130 interrupted`;

const EXIT_REGRESSED = 1;
const EXIT_INCONCLUSIVE = 3;

/**
 * Runs the verb.
 *
 * @param args Its arguments.
 * @param io Where it writes.
 * @param host Examines the host; tests pass a report of their own.
 * @returns The exit code.
 * @throws {UsageError} If the input is wrong.
 */
export async function gate(
  args: readonly string[],
  io: Io,
  host: Pick<GateHooks, "examine" | "patience"> = { examine: (signal) => runDoctor({ signal }) },
): Promise<number> {
  const flags = parseFlags(args, GATE_FLAGS);
  if (flags.switches.has("help")) {
    io.out(HELP);
    return 0;
  }
  const asked = await blamingInput(() => gateFromFlags(flags));
  forgetHookRepository();
  return await interruptible(async (signal) => {
    await using trees = await unlessInterrupted(
      signal,
      () => blamingInput(() => openWorkTrees(asked.trees, io.directory)),
    );
    const prepared = trees &&
      await unlessInterrupted(signal, () => prepare(asked, trees, flags, io, signal));
    if (prepared === null) return sayInterrupted(io, "nothing");
    if (prepared.state === "ended") return prepared.code;
    const { request } = prepared;
    const outcome = await blamingInput(() => runGateJob(request, { ...host, io, signal }));
    return say(outcome, flags.switches.has("allow-inconclusive"), io);
  });
}

/** Ctrl-C reaches git and the runtime's tools as well, whose words are then no news. */
async function unlessInterrupted<Result>(
  signal: AbortSignal,
  run: () => Promise<Result>,
): Promise<Result | null> {
  try {
    return await run();
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

/** What comes before a gate is run; null if it was interrupted. */
type Prepared =
  | { readonly state: "ready"; readonly request: GateRequest }
  | { readonly state: "ended"; readonly code: number };

async function prepare(
  asked: AskedGate,
  { trees, notes }: WorkTrees,
  { values, switches }: ParsedFlags,
  io: Io,
  signal: AbortSignal,
): Promise<Prepared | null> {
  for (const note of notes) io.err(`note: ${oneLine(note)}`);
  const projects = {
    base: trees.base && await findTreeProject(trees.base),
    head: trees.head && await findTreeProject(trees.head),
  };
  for (const arm of ARMS) requireModules(asked.configs[arm], trees[arm], projects[arm]);
  const sides = await blamingInput(() =>
    findSides(asked, trees, projects, { directory: io.directory, signal })
  );
  if (sides === null) return null;
  const plans = await blamingInput(() => planGate(sides, asked));
  const needed = requireBlocks(asked, plans);
  if (isSame(trees, plans)) {
    io.err("note: both sides are the same, so whatever is found is chance: a gate of a gate");
  }
  if (switches.has("dry-run")) {
    io.out(describeGate(asked, trees, plans, needed));
    return { state: "ended", code: 0 };
  }
  const fetched = await fetchAll(projects, signal);
  if (fetched.state === "interrupted") return null;
  if (fetched.state === "failed") {
    io.err(`error: ${oneLine(fetched.message)}`);
    return { state: "ended", code: EXIT_FAILED };
  }
  for (const arm of ARMS) {
    if (trees[arm] !== null) io.err(oneLine(`${arm}: ${nameOf(trees[arm])}`));
  }
  const directory = outDirectory(values.out, new Date().toISOString());
  return {
    state: "ready",
    request: { ...asked, ...sides, directory, force: switches.has("force") },
  };
}

/** How many blocks are needed before a gate can say anything at all; refuses fewer. */
function requireBlocks(
  { blocks, confirmationBlocks, metrics }: AskedGate,
  { base, head }: OfArms<StudyPlan>,
): { readonly hypotheses: number; readonly blocks: number } {
  const pairs = base.cells.map(({ identity }, at) => ({
    base: identity,
    head: head.cells[at].identity,
  }));
  const hypotheses = countHypotheses(pairs, metrics);
  if (hypotheses === 0) {
    throw new UsageError(
      `no metric decides: none of ${
        metrics.map(({ metric }) => metric).join(", ")
      } means anything ` +
        "at the load of these cells; name others with --metric",
    );
  }
  const needed = blocksNeeded(hypotheses);
  for (const [flag, given] of [["blocks", blocks], ["confirmation-blocks", confirmationBlocks]]) {
    if (Number(given) >= needed) continue;
    throw new UsageError(
      `${hypotheses} metrics decide over all cells, and no regression can be told with --${flag} ` +
        `${given}: give at least ${needed}, or gate fewer cells or metrics`,
    );
  }
  return { hypotheses, blocks: needed };
}

function isSame(trees: OfArms<WorkTree | null>, plans: OfArms<StudyPlan>): boolean {
  const { base, head } = trees;
  const isSameTree = base?.root === head?.root ||
    base?.kind === "ref" && head?.kind === "ref" && base.commit === head.commit;
  const strategies = ({ cells }: StudyPlan) =>
    JSON.stringify(cells.map(({ strategy: { name, values, module } }) => [
      name,
      values,
      module?.sha256,
    ]));
  return isSameTree && strategies(plans.base) === strategies(plans.head);
}

/** Fetches what the trials of checkouts import; says in one line what cannot be had. */
async function fetchAll(
  projects: OfArms<TreeProject | null>,
  signal: AbortSignal,
): Promise<FetchedPackages> {
  for (const arm of ARMS) {
    const project = projects[arm];
    if (project === null) continue;
    const fetched = await fetchPackages(project, signal);
    if (fetched.state === "interrupted") return fetched;
    if (fetched.state === "failed") {
      return { ...fetched, message: `the ${arm} cannot be measured: ${fetched.message}` };
    }
  }
  return { state: "fetched" };
}

/** What `--dry-run` prints. */
function describeGate(
  { blocks, confirmationBlocks }: AskedGate,
  trees: OfArms<WorkTree | null>,
  plans: OfArms<StudyPlan>,
  needed: { readonly hypotheses: number; readonly blocks: number },
): string {
  const trials = ARMS.flatMap((arm) => plans[arm].trials);
  const expectedMs = trials.reduce((sum, trial) => sum + trial.expectedMs, 0);
  return [
    ...ARMS.flatMap((arm) => [
      oneLine(`${arm}: ${nameOf(trees[arm])}`),
      describePlan(plans[arm]),
      "",
    ]),
    `both sides in turn: ${trials.length} trials, about ${formatDuration(expectedMs)}; ` +
    `${needed.hypotheses} metrics decide, which takes at least ${needed.blocks} blocks of ${blocks}`,
    `after an alarm the cells that raised it run afresh in ${confirmationBlocks} blocks`,
  ].join("\n");
}

function nameOf(tree: WorkTree | null): string {
  if (tree === null) return "this checkout";
  if (tree.commit === null) return tree.label;
  return `${tree.label}, commit ${shortCommit(tree.commit)}${tree.dirty ? "+edits" : ""}`;
}

function say(outcome: GateOutcome, allowInconclusive: boolean, io: Io): number {
  if (outcome.state === "interrupted") return sayInterrupted(io, outcome.kept);
  const { state, comparison, reasons, paths } = outcome;
  for (const reason of reasons) io.err(`error: ${oneLine(reason)}`);
  // Without a verdict, figures would only tempt somebody to draw one.
  io.out(state === "complete" ? comparisonText(comparison) : verdictInWords(comparison));
  if (paths.length > 0) io.out("");
  for (const path of paths) io.out(oneLine(path));
  if (state === "failed") return EXIT_FAILED;
  if (state === "unfit") return EXIT_INCONCLUSIVE;
  switch (comparison.verdict) {
    case "regressed":
      return EXIT_REGRESSED;
    case "inconclusive":
      return allowInconclusive ? 0 : EXIT_INCONCLUSIVE;
    default:
      return 0;
  }
}

function sayInterrupted(io: Io, kept: "nothing" | "trials"): number {
  io.err(
    kept === "nothing"
      ? "interrupted: nothing was begun"
      : "interrupted: what was measured is kept, but a gate is not extended, as that would raise its " +
        "rate of false alarms: run it again",
  );
  return EXIT_INTERRUPTED;
}
