import { assertEquals, assertMatch } from "@std/assert";
import type { MeasuredTrial } from "../../experiments/record.ts";
import { summarize } from "../../reports/summarize.ts";
import { warnShortTrials } from "../../reports/warn_short_trials.ts";
import { cell, measured, study } from "./_records.ts";

const found = { state: "found", tasks: 5 } as const;
const never = { state: "no-steady-state" } as const;

const trial = (
  waitLag1Autocorrelation: number | null,
  transient: MeasuredTrial["transient"] = found,
) => ({ waitBatchMeansMs: Array(25).fill(0), waitLag1Autocorrelation, transient });

Deno.test("warnShortTrials() warns of batch means that resemble each other, with the figures", () => {
  const [warning, ...more] = warnShortTrials([0.5, 0.3, 0.4, 0.1, 0.2].map((lag1) => trial(lag1)));
  assertEquals(more, []);
  assertEquals(warning.code, "trials-too-short");
  assertMatch(
    warning.message,
    /successive 25ths .* 0\.30 on average; 0\.16, .* in 4 of 5 trials\): .* longer ones$/,
  );
});

Deno.test("warnShortTrials() does not cry wolf", () => {
  assertEquals(warnShortTrials([]), []);
  assertEquals(warnShortTrials([0.4, -0.2, 0, -0.1, 0.1].map((lag1) => trial(lag1))), []);
  assertEquals(warnShortTrials([trial(null), trial(null, { state: "not-applicable" })]), []);
  assertEquals(warnShortTrials([trial(0, never), trial(0, never), trial(0)]), []);
  assertEquals(warnShortTrials([trial(0, never), trial(0, never)]), []);
});

Deno.test("warnShortTrials() warns where nearly all trials never became steady", () => {
  const [warning] = warnShortTrials([...Array(3).fill(trial(0, never)), trial(0)]);
  assertEquals(warning.code, "no-steady-state");
  assertMatch(warning.message, /^in 3 of 4 trials/);
});

Deno.test("summarize() passes the warnings on for stable cells alone", () => {
  const correlated = { waitBatchMeansMs: Array(25).fill(0), waitLag1Autocorrelation: 0.9 };
  const unstable = {
    ...correlated,
    stability: { state: "unstable", reason: "overload", growthMsPerSecond: 1 },
  } as const;
  const [a, b] = ["a", "b"].map((name) => cell(name, { arrivals: "poisson" }));
  const { cells } = summarize(study([
    measured(a, 0, {}, correlated),
    measured(b, 0, {}, unstable),
  ]));
  assertEquals(cells.map(({ warnings }) => warnings.map(({ code }) => code)), [
    ["trials-too-short"],
    [],
  ]);
});
