/**
 * How long charts take to draw: those of one workload with eleven strategies, one by one, and together as
 * a report of ten workloads has them. Run with `deno bench --allow-env`.
 *
 * @module
 */
import {
  heatMap,
  intervalChart,
  lineChart,
  stackedBars,
  standaloneSvg,
} from "../../../reports/chart/mod.ts";
import {
  answerMap,
  lagChart,
  latencyChart,
  ratioChart,
  theoryChart,
  waitChart,
} from "./_charts.ts";

const WORKLOADS = 10;
const latency = lineChart(latencyChart());

Deno.bench("lineChart, 11 lines of 16 points", () => void lineChart(latencyChart()));
Deno.bench("lineChart, 8 rows of 60 points", () => void lineChart(lagChart()));
Deno.bench("stackedBars, 9 bars of 4 parts", () => void stackedBars(waitChart()));
Deno.bench("intervalChart, 5 rows", () => void intervalChart(ratioChart()));
Deno.bench("heatMap, 11 by 3", () => void heatMap(answerMap()));
Deno.bench("standaloneSvg", () => void standaloneSvg(latency, "dark"));

Deno.bench(`all charts of ${WORKLOADS} workloads`, () => {
  heatMap(answerMap());
  for (let workload = 0; workload < WORKLOADS; workload++) {
    lineChart(latencyChart("log"));
    lineChart(latencyChart("linear"));
    stackedBars(waitChart());
    lineChart(lagChart());
    lineChart(lagChart());
    intervalChart(theoryChart());
  }
});
