import type { Warning } from "../../experiments/record.ts";
import { formatMs, formatNumber, formatUtilization } from "../format.ts";
import type { ReportCell } from "../report.ts";
import { FEW_BLOCKS } from "../study_warnings.ts";
import { LEVEL_STATISTICS } from "../../experiments/service_level.ts";
import type { CapacityRequest, PlannedCell, PlannedDeployment } from "./capacity_plan.ts";
import { DEPLOYMENT_WORDS } from "./deployment_rows.ts";

/** Beyond so many times the measured rate a plan says so. */
const FAR = 10;
/** A quantile rests on the tasks above it: with fewer than these it is an anecdote. */
const FEW_ABOVE = 10;
/** Counts of bursty arrivals spread more than their gaps tell. */
const CORRELATED = 1.5;
/** A load this much above the measured one, as a difference of ρ. */
const BUSIER = 0.1;
/** From this ρ on a few per cent more are too much. */
const NO_HEADROOM = 0.9;

/**
 * What a reader must know of the plan for a cell.
 *
 * @param planned The plan so far.
 * @param cell The cell's summary, whose own warnings are passed on.
 * @param request What was asked.
 * @returns Warnings.
 */
export function warningsOf(
  planned: Omit<PlannedCell, "warnings">,
  cell: ReportCell,
  request: CapacityRequest,
): Warning[] {
  const { measured, deployments, extrapolation, reproduction } = planned;
  const warnings: Warning[] = [];
  const warn = (code: string, message: string) => warnings.push({ code, message });
  for (const { deployment, formula, simulation, verdict } of deployments) {
    if (verdict !== "differ") continue;
    const counted = (answer: { readonly loops: number } | null) =>
      answer === null ? "none found" : `${answer.loops} ${planned.unit}s`;
    warn(
      "models-differ",
      `${DEPLOYMENT_WORDS[deployment]}: formula and simulation contradict each other, ` +
        `${counted(formula)} against ${counted(simulation)}; ${whomToBelieve(simulation)}`,
    );
  }
  if (reproduction?.verdict === "differ") {
    const { measuredMs, predictedMs } = reproduction;
    warn(
      "not-reproduced",
      `at the measured rate the formula predicts ${formatMs(predictedMs)} where ` +
        `${formatMs(measuredMs)} were measured: find out why before you believe it elsewhere`,
    );
  }
  if (extrapolation > FAR) {
    warn(
      "far-extrapolation",
      `the rate is ${formatNumber(extrapolation)} times that at which one ${planned.unit} was ` +
        "measured: measure two and four side by side before you believe in as many",
    );
  }
  const busiest = Math.max(
    ...deployments.map(({ formula, simulation }) =>
      Math.max(formula?.utilization ?? 0, simulation?.utilization ?? 0)
    ),
  );
  if (busiest > measured.utilization + BUSIER) {
    warn(
      "busier-than-measured",
      `planned for ρ up to ${formatUtilization(busiest)}, measured at ${
        formatUtilization(measured.utilization)
      }: services may take longer on busier loops`,
    );
  }
  if (busiest > NO_HEADROOM) {
    warn(
      "no-headroom",
      `at ρ ${formatUtilization(busiest)} a rate ${
        formatNumber(100 / busiest - 100)
      } % higher has no ` +
        "steady state: add what your peaks and failures need",
    );
  }
  if (deployments.some(isShort)) {
    warn(
      "short-simulation",
      "with so little idle time a queue remembers longer than was simulated: its sojourns are too " +
        "low and their intervals too narrow, so none is shown; raise --customers",
    );
  }
  const { statistic } = request.level;
  const probability = LEVEL_STATISTICS[statistic];
  if (probability !== null && (1 - probability) * measured.tasks < FEW_ABOVE) {
    warn(
      "few-tasks",
      `${measured.tasks} tasks were measured, too few to know the ${statistic} of their services`,
    );
  }
  if (measured.blocks < 2) {
    warn("one-block", "with one block there is no interval: measure more");
  } else if (measured.blocks < FEW_BLOCKS) {
    warn(
      "few-blocks",
      `intervals from ${measured.blocks} blocks are wide: measure ${FEW_BLOCKS} or more`,
    );
  }
  const { kind } = request.arrivals ?? { kind: "poisson" };
  if (
    kind === "measured" && cell.arrivalIdc !== null && cell.arrivalScv !== null &&
    cell.arrivalIdc > CORRELATED * Math.max(cell.arrivalScv, 1)
  ) {
    warn(
      "correlated-arrivals",
      `arrivals come in clusters (index of dispersion ${formatNumber(cell.arrivalIdc)}, Ca² ` +
        `${formatNumber(cell.arrivalScv)}): independent gaps understate the waits`,
    );
  }
  if (planned.placement === "inside") {
    warn(
      "producer-inside",
      "the producer ran on the loop itself: what handing tasks over to a loop costs was not measured",
    );
  }
  if (measured.setUpFrom === "overhead" && measured.setUpMs > measured.holdingMs) {
    warn(
      "long-overhead",
      `the dispatch overhead that stands for the wake-up (${
        formatMs(measured.setUpMs)
      }) is longer ` +
        `than a task holds its ${planned.unit}: the answer depends on how it comes about`,
    );
  }
  return [...warnings, ...cell.warnings];
}

function isShort({ simulation }: PlannedDeployment): boolean {
  return simulation?.length === "too-short" || simulation?.atFormulaLoops?.length === "too-short";
}

/** The formulas know two moments of gaps and holding times, the simulation their laws. */
function whomToBelieve(simulation: PlannedDeployment["simulation"]): string {
  if (simulation === null) return "believe neither before you know why";
  const why =
    "where gaps are not exponential or a queue is shared, the formula is an approximation " +
    "from two moments";
  return simulation.length === "enough"
    ? `believe the simulation, which is long enough: ${why}`
    : `believe neither before you raise --customers: the simulation is too short, and ${why}`;
}
