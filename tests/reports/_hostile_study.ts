/**
 * Studies, sweeps, gates and histories in which whatever somebody may name is markup, a command to a
 * terminal, or nothing that a format can hold. Whatever would be obeyed says “pwned”.
 */
import type { History } from "../../experiments/history_point.ts";
import type { CellIdentity, MeasuredTrial } from "../../experiments/record.ts";
import type { Environment, StoredStudy } from "../../experiments/study_document.ts";
import type { Comparison } from "../../reports/comparison/comparison.ts";
import { aCell, aComparison, aMetric, anArm, evidence } from "./comparison/_comparison.ts";
import { historyOf, pointAt, trackedAt } from "./history/_histories.ts";
import { cell, classOf, ENVIRONMENT, failed, measured, study } from "./_records.ts";
import { mm1Trial, poissonAt, sweepOf } from "./sweep/_sweeps.ts";

/** What somebody may call a thing. */
export const HOSTILE: readonly string[] = [
  "<script>pwned()</script>",
  "<img src=x onerror=pwned()>",
  '"><svg onload="pwned()" pwned="1">',
  "' pwned='1' onmouseover='pwned()",
  "</title></style></script></textarea><pwned>--><!-- pwned",
  "]]><pwned/><![CDATA[",
  "[pwned](https://pwned.example)",
  "![pwned](https://pwned.example/x.png)",
  "<https://pwned.example> https://pwned.example/ www.pwned.example",
  "a|b| pwned |c",
  "`pwned` ```pwned``` ``",
  "\n# pwned\n\n- pwned\n> pwned\n\n| pwned |\n| --- |\n",
  "**pwned** _pwned_ ~~pwned~~",
  "\u001b[31mpwned\u001b]0;pwned\u0007\u001b[2J",
  "pwned\r\b\b\0\u009b31m\u0085",
  "\u202edenwp\u2066 \u2028\u2029",
  "half \ud800 of a pair \udc00",
  "&lt;pwned&gt; &amp; &#60;pwned>",
  "${pwned} {{pwned}} %pwned% $(pwned) $pwned$",
  "=pwned()",
  "url(#pwned);fill:red}</style>*{pwned:1}",
  "__proto__",
  "constructor",
  `${"long ".repeat(999)}<b>pwned</b>`,
];

/** All of it at once, but for what is only long. */
export const EVERYTHING = HOSTILE.slice(0, -1).join(" ");

const at = (index: number) => HOSTILE[index % HOSTILE.length];

/** A machine that calls itself names. */
export const HOSTILE_ENVIRONMENT: Environment = {
  ...ENVIRONMENT,
  cpu: EVERYTHING,
  os: EVERYTHING,
  runtime: { deno: EVERYTHING, v8: EVERYTHING, typescript: EVERYTHING },
  gitCommit: EVERYTHING,
  gitDirty: true,
};

/** A study with all states of cells, every name as a strategy under a workload that is all names at once. */
export function hostileStudy(): StoredStudy {
  const identities = HOSTILE.map((name, index): CellIdentity =>
    cell(name, {
      // Two workloads that are not alike, and one of its own.
      workload: index % 3 === 0 ? at(index + 1) : EVERYTHING,
      // A file may hold any text here.
      family: at(index + 2) as CellIdentity["family"],
      params: { [at(index + 3)]: at(index + 4) },
      classes: index % 4 === 0 ? [at(index + 5), EVERYTHING] : ["all"],
      arrivals: (index % 5 === 0 ? "poisson" : at(index + 6)) as CellIdentity["arrivals"],
      placement: index % 2 === 0 ? "inside" : "outside",
    })
  );
  const trials = [0, 1].flatMap((block) =>
    identities.map((identity, index) => {
      const order = block * identities.length + index;
      if (index % 6 === 5) {
        return { ...failed(identity, block, "crashed", `exit 1: ${EVERYTHING}`), order };
      }
      const waitMs = 1 + index + block / 10;
      return measured(identity, block, { waitMs }, { ...hostileTrial(index), order });
    })
  );
  return study(trials, {
    cells: identities,
    blocks: 2,
    createdAt: EVERYTHING,
    environment: HOSTILE_ENVIRONMENT,
    resumedOn: [{ ...HOSTILE_ENVIRONMENT, cpu: "another" }],
    skipped: HOSTILE,
    config: {
      profile: "quick",
      strategies: [...HOSTILE],
      workloads: [{ name: EVERYTHING, parameters: { [at(0)]: at(1) } }],
      trace: { file: EVERYTHING, time: EVERYTHING },
    },
  });
}

function hostileTrial(index: number): Partial<MeasuredTrial> {
  const { counts } = measured(cell("a"), 0);
  return {
    warnings: [{ code: at(index + 7), message: at(index + 8) }],
    classes: index % 4 === 0
      ? [
        classOf(at(index + 5), { released: 50, completed: 50 }, 0.1),
        classOf(EVERYTHING, { released: 50, completed: 20, dropped: 30 }, 20),
      ]
      : [],
    ...(index % 7 === 3
      ? {
        stability: { state: "unstable", reason: "unfinished", growthMsPerSecond: 5 },
        counts: { ...counts, completed: 40, unfinished: 60 },
      }
      : {}),
    timeLine: { binMs: 100, inSystem: [1, 2, 3], loopLagMaxMs: [1, null, 2] },
    bodyInCallShare: index % 3 === 0 ? 1 : 0,
    firstFailure: EVERYTHING,
  };
}

/** A sweep over a workload whose strategies and labels are names. */
export function hostileSweep(): StoredStudy {
  const curves = [EVERYTHING, at(0), at(10)].map((strategy) => ({
    identityAt: (rate: number) => poissonAt(rate, { strategy }),
    values: [100, 400, 1000],
    trialAt: mm1Trial,
  }));
  const swept = sweepOf(curves, 3, {
    config: { profile: "quick", strategies: [EVERYTHING], workloads: [EVERYTHING], seed: 1 },
    over: [EVERYTHING],
    slo: { statistic: "p99", limitMs: 10 },
  });
  return {
    ...swept,
    document: { ...swept.document, environment: HOSTILE_ENVIRONMENT, skipped: HOSTILE },
  };
}

/** A comparison of arms whose labels, commits, cells, reasons and warnings are names. */
export function hostileComparison(): Comparison {
  return aComparison({
    base: anArm(EVERYTHING, { commit: EVERYTHING, environment: HOSTILE_ENVIRONMENT }),
    head: anArm(at(0), { commit: at(1), createdAt: EVERYTHING, environment: HOSTILE_ENVIRONMENT }),
    host: {
      before: { verdict: "limited", reasons: HOSTILE },
      after: { verdict: "fit", reasons: HOSTILE },
    },
    cells: HOSTILE.map((name, index) =>
      aCell(name, {
        headStrategy: at(index + (index % 2)),
        workload: index % 3 === 0 ? EVERYTHING : at(index + 2),
        failedTrials: { base: index % 2, head: 0 },
        metrics: [
          aMetric("dispatchOverheadMs.p50", {
            ...evidence(0.06, 1.4, 0.05),
            confirmation: evidence(0.06, 1.4, 0.03, { count: 30 }),
            verdict: "regressed",
          }),
          aMetric("waitMs.p99", { ...evidence(2, 0.7, 0.05), verdict: "improved" }),
        ],
      })
    ),
    unmatched: HOSTILE,
    warnings: HOSTILE.map((message, index) => ({ code: at(index + 1), message })),
    repeatCommand: `deno task gate ${EVERYTHING}`,
  });
}

/** A history in which a figure jumps, of commits and hosts that are names. */
export function hostileHistory(): History {
  const studies = Array.from({ length: 24 }, (_, index) =>
    trackedAt(
      index,
      [at(0), at(2), EVERYTHING].map((strategy) =>
        pointAt((index < 12 ? 1 : 3) * (1 + (index % 5) / 100), { strategy, workload: EVERYTHING })
      ),
      { commit: `${index} ${EVERYTHING}`, host: EVERYTHING, runtime: at(1), reference: EVERYTHING },
    ));
  return historyOf(studies, EVERYTHING);
}
