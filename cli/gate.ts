/**
 * `gate`: measures two trees, or two strategies, in turn and says whether the second is worse.
 *
 * @module
 */
import {
  ARMS,
  blocksNeeded,
  countHypotheses,
  type ExamineHost,
  fetchPackages,
  findTreeProject,
  formatDuration,
  type OfArms,
  oneLine,
  openWorkTrees,
  planGate,
  resolveModules,
  runDoctor,
  type StudyConfig,
  type StudyModules,
  type StudyPlan,
  type TreeProject,
  type WorkTree,
  type WorkTrees,
} from "../mod.ts";
import { loadTrace } from "./bench_options.ts";
import { comparisonText } from "./comparison_text.ts";
import { describeFlags, type ParsedFlags, parseFlags } from "./flags.ts";
import { type AskedGate, catalogueNames, GATE_FLAGS, gateFromFlags } from "./gate_options.ts";
import { type GateOutcome, type GateRequest, type GateSide, runGateJob } from "./gate_session.ts";
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
 * @param examine Examines the host; tests pass a report of their own.
 * @returns The exit code.
 * @throws {UsageError} If the input is wrong.
 */
export async function gate(
  args: readonly string[],
  io: Io,
  examine: ExamineHost = (signal) => runDoctor({ signal }),
): Promise<number> {
  const flags = parseFlags(args, GATE_FLAGS);
  if (flags.switches.has("help")) {
    io.out(HELP);
    return 0;
  }
  const asked = await blamingInput(() => gateFromFlags(flags));
  return await interruptible(async (signal) => {
    try {
      await using trees = await blamingInput(() => openWorkTrees(asked.trees, io.directory));
      return await compare(asked, trees, flags, { io, signal, examine });
    } catch (error) {
      // Ctrl-C reaches git and the runtime's tools as well, whose words are then no news.
      if (signal.aborted) return sayInterrupted(io, "nothing");
      throw error;
    }
  });
}

/** What the verb works with. */
interface Surroundings {
  readonly io: Io;
  readonly signal: AbortSignal;
  readonly examine: ExamineHost;
}

async function compare(
  asked: AskedGate,
  { trees, notes }: WorkTrees,
  { values, switches }: ParsedFlags,
  { io, signal, examine }: Surroundings,
): Promise<number> {
  for (const note of notes) io.err(`note: ${oneLine(note)}`);
  const projects = {
    base: trees.base && await findTreeProject(trees.base),
    head: trees.head && await findTreeProject(trees.head),
  };
  for (const arm of ARMS) requireModules(asked.configs[arm], trees[arm], projects[arm]);
  const sides = await blamingInput(() =>
    findSides(asked, trees, projects, { io, signal, examine })
  );
  if (sides === null) return sayInterrupted(io, "nothing");
  const plans = await blamingInput(() => planGate(sides, asked));
  const needed = requireBlocks(asked, plans);
  if (isSame(trees, plans)) {
    io.err("note: both sides are the same, so whatever is found is chance: a gate of a gate");
  }
  if (switches.has("dry-run")) {
    io.out(describeGate(asked, trees, plans, needed));
    return 0;
  }
  const request: GateRequest = {
    ...asked,
    ...sides,
    directory: outDirectory(values.out, new Date().toISOString()),
    force: switches.has("force"),
  };
  const failure = await fetchAll(projects, signal);
  if (failure !== null) {
    if (signal.aborted) return sayInterrupted(io, "nothing");
    io.err(`error: ${failure}`);
    return EXIT_FAILED;
  }
  const outcome = await blamingInput(() => runGateJob(request, { io, signal, examine }));
  return say(outcome, switches.has("allow-inconclusive"), io);
}

/** A strategy of the catalogue is the same in any tree that is no checkout of this project. */
function requireModules(
  config: StudyConfig,
  tree: WorkTree | null,
  project: TreeProject | null,
): void {
  if (tree === null || project !== null) return;
  const [name] = catalogueNames(config);
  if (name === undefined) return;
  throw new UsageError(
    `"${tree.label}" is no checkout of dispatch-lab, so ${name} would be the same on both sides: ` +
      "name a module of your own that is in both trees, --strategy ./mine.ts",
  );
}

/** Looks into the modules that are named: strategies in the tree of each side, workloads in one place. */
async function findSides(
  { configs, strategies }: AskedGate,
  trees: OfArms<WorkTree | null>,
  projects: OfArms<TreeProject | null>,
  { io, signal }: Surroundings,
): Promise<OfArms<GateSide> | null> {
  const trace = await loadTrace(configs.base);
  const { workloads } = configs.base;
  const shared = await resolveModules({ workloads }, { directory: io.directory, signal });
  const find = async (arm: keyof OfArms<unknown>): Promise<GateSide | null> => {
    const tree = trees[arm];
    const config = configs[arm];
    const directory = tree?.directory ?? io.directory;
    const own = await resolveModules({ strategies: config.strategies }, { directory, signal });
    if (own === null || shared === null) return null;
    const modules: StudyModules = { strategies: own.strategies, workloads: shared.workloads };
    return {
      arm: {
        tree: tree?.label ?? null,
        commit: tree?.commit ?? null,
        strategies: strategies[arm],
      },
      config,
      trace,
      modules,
      ...(projects[arm] !== null && { project: projects[arm] }),
    };
  };
  const [base, head] = [await find("base"), await find("head")];
  return base && head && { base, head };
}

/** How many blocks are needed before a gate can say anything at all; refuses fewer. */
function requireBlocks(
  { blocks, confirmationBlocks, metrics }: AskedGate,
  { base }: OfArms<StudyPlan>,
): { readonly hypotheses: number; readonly blocks: number } {
  const hypotheses = countHypotheses(base.cells.map(({ identity }) => identity), metrics);
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
): Promise<string | null> {
  for (const arm of ARMS) {
    const project = projects[arm];
    if (project === null) continue;
    const fetched = await fetchPackages(project, signal);
    if (fetched.state === "failed") return `the ${arm} cannot be measured: ${fetched.message}`;
    if (fetched.state === "interrupted") return "interrupted";
  }
  return null;
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
  return tree.commit === null ? tree.label : `${tree.label}, commit ${tree.commit.slice(0, 12)}`;
}

function say(outcome: GateOutcome, allowInconclusive: boolean, io: Io): number {
  if (outcome.state === "interrupted") return sayInterrupted(io, outcome.kept);
  const { state, comparison, reasons, paths } = outcome;
  for (const reason of reasons) io.err(`error: ${oneLine(reason)}`);
  io.out(comparisonText(comparison));
  io.out("");
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
