import { shedShare } from "../../experiments/record.ts";
import { WAIT } from "../cell_metrics.ts";
import { formatShare } from "../format.ts";
import { type Ranking, type Sureness, surenessOf } from "../ranking.ts";
import { code, listWords, say, type Words } from "../words.ts";
import { evidenceOf, figureText, finding, label, told } from "./_finding.ts";
import type { Finding } from "./finding.ts";

/** So many ties are named. */
const MOST_NAMED = 3;

/**
 * Finds who has the least p99 wait, and who is not surely worse: of several with like waits the least is
 * mostly the luckiest. Strategies that gave up a hundredth of their tasks or more are not compared.
 *
 * @param rankings The cells of each workload.
 * @returns A finding for each workload with a sure winner, then one for all without.
 */
export function findLeastWait(rankings: readonly Ranking[]): Finding[] {
  const [sure, unsure] = ([["sure"], ["tied", "untold"]] as readonly Sureness[][]).map((kinds) =>
    rankings.filter((ranking) => kinds.includes(surenessOf(ranking)))
  );
  // The bottom line has said so already.
  const isSaid = rankings.length === 1 && surenessOf(rankings[0]) === "untold";
  const evidence = ({ compared: [least], rivals }: Ranking) =>
    [least, ...rivals].map((cell) => evidenceOf(WAIT, cell));
  return [
    ...sure.map((ranking) =>
      finding(
        "least-wait",
        say`Under ${code(ranking.workload)}, ${
          label(ranking.compared[0])
        } has surely the least ${WAIT.phrase}, ${figure(ranking)}.`,
        evidence(ranking),
      )
    ),
    ...(unsure.length === 0 || isSaid ? [] : [finding(
      "least-wait-tied",
      say`Least ${WAIT.phrase}s, none of them sure: ${told(unsure.map(tie), "; ", "workloads")}.`,
      unsure.flatMap(evidence),
    )]),
  ];
}

function figure({ compared: [least] }: Ranking): Words {
  const shed = shedShare(least.counts);
  const ofRest = shed === 0
    ? ""
    : ` of the ${formatShare(1 - shed)} of its tasks that it did not give up`;
  return say`${figureText(WAIT, least)}${ofRest}`;
}

function tie(ranking: Ranking): Words {
  const { workload, compared, rivals } = ranking;
  const [least, ...others] = compared;
  const why = surenessOf(ranking) === "untold"
    ? least.trials === 1 ? "measured in one block, which tells nothing" : "without an interval"
    : rivals.length <= MOST_NAMED
    ? say`not surely less than ${listWords(rivals.map(label))}`
    : `not surely less than ${rivals.length} of ${others.length} others`;
  return say`under ${code(workload)} ${label(least)}, ${figure(ranking)} (${why})`;
}
