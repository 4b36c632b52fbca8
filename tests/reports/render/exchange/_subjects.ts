/** What exchange formats are tested with: a study and a comparison in which everything occurs. */
import type { Comparison } from "../../../../reports/comparison/comparison.ts";
import type {
  ComparisonSubject,
  MeasuredArm,
  StudySubject,
} from "../../../../reports/render/exchange/subject.ts";
import { summarize } from "../../../../reports/summarize.ts";
import { cell, failed, measured, study } from "../../_records.ts";
import type { StoredStudy } from "../../../../experiments/study_document.ts";

/** A name that is markup for somebody, calls somebody, and is nothing for XML. */
export const HOSTILE =
  "a`b|c</details><img src=x>\u001b[31m\u0000\ud800]]> @octocat #123 GH-7 https://h.example/1 $x$ \"'&*_";

function arm(stored: StoredStudy): MeasuredArm {
  return { study: stored, report: summarize(stored) };
}

/** A study. */
export function studySubject(stored: StoredStudy): StudySubject {
  return { kind: "study", arm: arm(stored) };
}

/** A comparison, with studies of the cells that it is of. */
export function comparisonSubject(comparison: Comparison): ComparisonSubject {
  const trialsOf = (side: "baseStrategy" | "headStrategy") =>
    comparison.cells.flatMap(({ [side]: strategy, workload }) =>
      [0, 1].map((block) => measured(cell(strategy, { workload, placement: "outside" }), block))
    );
  return {
    kind: "comparison",
    comparison,
    base: arm(study(trialsOf("baseStrategy"))),
    head: arm(study(trialsOf("headStrategy"))),
  };
}

/** A study with stable, unstable and failed cells under two workloads, and hostile words in it. */
export function everyState(): StudySubject {
  const quick = cell("loop-immediate");
  const polled = cell("queue-polled", { family: "queue" });
  const broken = cell("io-tcp", { family: "io", placement: "outside" });
  const other = cell("queue-notified", { workload: "poisson:ratePerSecond=200" });
  const unstable = {
    stability: { state: "unstable", reason: "unfinished", growthMsPerSecond: 49_000 },
  } as const;
  return studySubject(study([0, 1, 2].flatMap((block) => [
    measured(quick, block, { waitMs: 0.2 + block / 100, serviceMs: 0.5 }),
    measured(polled, block, {}, unstable),
    failed(broken, block, "crashed", `exit code 1: ${HOSTILE}`),
    measured(other, block, { waitMs: 0.3 + block / 50, dispatchCallMs: 0.001 }),
  ])));
}
