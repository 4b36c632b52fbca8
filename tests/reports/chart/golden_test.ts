import { assertEquals } from "@std/assert";
import {
  heatMap,
  intervalChart,
  lineChart,
  stackedBars,
  standaloneSvg,
} from "../../../reports/chart/mod.ts";
import {
  answerMap,
  historyChart,
  lagChart,
  latencyChart,
  ratioChart,
  sweepChart,
  theoryChart,
  waitChart,
} from "./_charts.ts";

const inside = { legend: "inside" } as const;
const lag = lagChart();

/** Each kind of chart as a file of its own. */
const GOLDEN: Readonly<Record<string, string>> = {
  answer: heatMap({ ...answerMap(), ...inside }),
  history: lineChart(historyChart()),
  lag: lineChart({ ...lag, series: lag.series.slice(1, 4) }),
  latency: lineChart(latencyChart()),
  ratios: intervalChart(ratioChart()),
  sweep: lineChart({ ...sweepChart(), ...inside }),
  theory: intervalChart({ ...theoryChart(), ...inside }),
  wait: stackedBars({ ...waitChart(), ...inside }),
};

for (const [name, svg] of Object.entries(GOLDEN)) {
  Deno.test(`charts give the golden file of ${name}`, async () => {
    // To accept a change: write the file anew and look at it.
    const file = new URL(`./golden/${name}.svg`, import.meta.url);
    assertEquals(standaloneSvg(svg, "light"), await Deno.readTextFile(file));
  });
}
