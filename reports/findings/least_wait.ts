import { shedShare } from "../../experiments/record.ts";
import { formatShare } from "../format.ts";
import type { Ranking } from "../ranking.ts";
import { code, listWords, say, type Words } from "../words.ts";
import { finding, label, timeOf, timeText, told } from "./_finding.ts";
import type { Finding } from "./finding.ts";

/** So many ties are named. */
const MOST_NAMED = 3;

/**
 * Finds who has the least p99 wait, and who cannot be told from it: of several with like waits the least is
 * mostly the luckiest.
 *
 * @param rankings The cells of each workload.
 * @returns A finding for each workload with a sure winner, then one for all with ties.
 */
export function findLeastWait(rankings: readonly Ranking[]): Finding[] {
  // The bottom line has said so already.
  const isSaid = rankings.length === 1 && rankings[0].best?.waitMs.ci95.p99 === null;
  const known = isSaid
    ? []
    : rankings.filter(({ cells, best }) =>
      best !== null && cells.filter(({ state }) => state === "stable").length > 1
    );
  const [sure, tied] = [true, false].map((isSure) =>
    known.filter(({ tied, best }) =>
      (tied.length === 0 && best!.waitMs.ci95.p99 !== null) === isSure
    )
  );
  const evidence = ({ best, tied }: Ranking) =>
    [best!, ...tied].map((cell) => timeOf(cell, "waitMs", "p99"));
  return [
    ...sure.map((ranking) =>
      finding(
        "least-wait",
        say`Under ${code(ranking.workload)}, ${label(ranking.best!)} has the least p99 wait, ${
          figure(ranking)
        }, and no other interval reaches it.`,
        evidence(ranking),
      )
    ),
    ...(tied.length === 0 ? [] : [finding(
      "least-wait-tied",
      say`Least p99 waits, none of them sure: ${told(tied.map(tie), "; ", "workloads")}.`,
      tied.flatMap(evidence),
    )]),
  ];
}

function figure({ best }: Ranking): Words {
  const shed = shedShare(best!.counts);
  const ofRest = shed === 0
    ? ""
    : ` of the ${formatShare(1 - shed)} of its tasks that it did not give up`;
  return say`${timeText(timeOf(best!, "waitMs", "p99"))}${ofRest}`;
}

function tie(ranking: Ranking): Words {
  const { workload, best, tied, cells } = ranking;
  const others = cells.filter(({ state }) => state === "stable").length - 1;
  const why = best!.waitMs.ci95.p99 === null
    ? "one block tells it from no other"
    : tied.length <= MOST_NAMED
    ? say`not told from ${listWords(tied.map(label))}`
    : `not told from ${tied.length} of ${others} others`;
  return say`under ${code(workload)} ${label(best!)}, ${figure(ranking)} (${why})`;
}
