/** Documents that browsers are shown, from studies made by hand. */
import {
  detectChanges,
  renderComparisonHtml,
  renderHistoryHtml,
  renderHtml,
  summarize,
  summarizeSweep,
} from "../../reports/mod.ts";
import { everyKindOfCell } from "../reports/_every_kind_of_cell.ts";
import { aComparison } from "../reports/comparison/_comparison.ts";
import { historyOfValues } from "../reports/history/_histories.ts";
import { mm1Trial, poissonAt, sweepOf } from "../reports/sweep/_sweeps.ts";
import { cell, failed, measured, study } from "../reports/_records.ts";

const STRATEGIES = [
  "direct",
  "queue-polled:intervalMs=5,drain=all",
  "queue-notified",
  "loop-microtask",
  "loop-immediate",
  "loop-timer",
  "loop-message-channel",
  "io-tcp",
  "queue-codel",
];

/** What markup, style sheets and scripts could trip over. */
export const HOSTILE = [
  `"><img src="http://127.0.0.1:9/x" onerror="document.title='owned'">`,
  "</script><script>document.title='owned'</script>",
  "</style><style>main{display:none}</style>&lt;b&gt;",
  "a".repeat(200),
  "\u202eright to left\u0007 [x](javascript:alert(1)) ${process} `code`",
];

/** A page of as many strategies and workloads as the default study has, stable ones and others. */
export function defaultPage(): string {
  const trials = ["burst", "steady", "io-heavy"].flatMap((workload, column) =>
    STRATEGIES.flatMap((strategy, row) =>
      [0, 1, 2, 3].map((block) => {
        const identity = cell(strategy, { workload, placement: row === 7 ? "outside" : "inside" });
        if (row === 7 && column === 2) return failed(identity, block, "crashed", "exit code 1");
        const waitMs = 0.2 * (1 + (row + column * 2) % 9) * (1 + block / 20);
        return measured(identity, block, { waitMs, loopLagMs: 3 / (row + 1), serviceMs: 0.5 }, {
          timeLine: {
            binMs: 10,
            inSystem: Array.from({ length: 12 }, (_, bin) => (bin * (row + 3)) % 17),
            loopLagMaxMs: Array.from({ length: 12 }, (_, bin) => 1 + (bin * (row + 2)) % 11),
          },
        });
      })
    )
  );
  return renderHtml(summarize(study(trials)));
}

/** A page of every state that a cell can have. */
export function everyKindPage(): string {
  return renderHtml(summarize(everyKindOfCell()));
}

/** A page whose every name was chosen by somebody who means harm. */
export function hostilePage(): string {
  const trials = HOSTILE.flatMap((name, row) =>
    [0, 1, 2].map((block) => measured(cell(name, { workload: name }), block, { waitMs: row + 1 }))
  );
  return renderHtml(summarize(study(trials)));
}

/** The page of a sweep over the rate, up to where nothing is carried any more. */
export function sweepPage(): string {
  const swept = sweepOf([{
    identityAt: poissonAt,
    values: [100, 200, 400, 600, 700, 790, 900, 1000],
    trialAt: mm1Trial,
  }], 4);
  return renderHtml(summarize(swept), { sweep: summarizeSweep(swept) });
}

/** The page of a comparison with verdicts of every kind. */
export function comparisonPage(): string {
  return renderComparisonHtml(aComparison());
}

/** The page of a history in which one value rose and stayed. */
export function historyPage(): string {
  const values = Array.from({ length: 30 }, (_, at) => (at < 20 ? 2 : 2.6) * (1 + (at % 5) / 100));
  const history = historyOfValues(values);
  return renderHistoryHtml(history, detectChanges(history), {
    repeatCommand: "deno task track detect",
  });
}

/** A page of every kind, by what it is. */
export function everyPage() {
  return {
    default: defaultPage(),
    "every kind of cell": everyKindPage(),
    hostile: hostilePage(),
    sweep: sweepPage(),
    comparison: comparisonPage(),
    history: historyPage(),
  };
}
