import { assertEquals, assertMatch } from "@std/assert";
import type { CellIdentity } from "../../../experiments/record.ts";
import { findTheory } from "../../../reports/findings/theory.ts";
import { summarize } from "../../../reports/summarize.ts";
import { cell, measured, study } from "../_records.ts";

const poisson = { workload: "poisson", arrivals: "poisson" } as const;

/**
 * Findings about cells that are given by median waits, a block each. The mean wait is 1.25 × its median;
 * Pollaczek–Khinchine for λ = 0.2, E[S] = 1.25 and E[S²] = 1.81 predicts 0.2413 ms for all of them.
 */
function findingsOf(cells: readonly (readonly [CellIdentity, ...number[]])[]) {
  const trials = cells.flatMap(([identity, ...waits]) =>
    waits.map((waitMs, block) => measured(identity, block, { waitMs }))
  );
  return findTheory(summarize(study(trials)).cells);
}

const [a, b, c] = ["a", "b", "c"].map((name) => cell(name, poisson));

Deno.test("findTheory() tells a single cell with its figures", () => {
  const [{ code, text }, ...more] = findingsOf([[a, 0.15, 0.2, 0.25]]);
  assertEquals([code, more], ["theory-agrees", []]);
  assertMatch(text, /`a` under `poisson`: measured mean wait 250 µs \[.*\], M\/G\/1 with set-up /);
  assertMatch(text, /predicts 241 µs \(ratio 1\.04\), within the interval\.$/);
});

Deno.test("findTheory() counts the cells of a model, and those that are near apart", () => {
  const [{ text }, ...more] = findingsOf([[a, 0.15, 0.2, 0.25], [b, 0.1, 0.3, 0.5]]);
  assertEquals(more, []);
  assertMatch(
    text,
    /^Held against M\/G\/1 with set-up, the prediction lies within .* all 2 cells, and within 10 % of it in 1 \(measured ÷ predicted 1\.04 to 1\.55\)\.$/,
  );
});

Deno.test("findTheory() goes by the ratio where one block gives no interval", () => {
  const [{ code, text }] = findingsOf([[a, 0.2], [b, 0.19]]);
  assertEquals(code, "theory-agrees");
  assertMatch(text, /prediction is within 10 % of the measured mean wait in all 2 cells/);
  assertEquals(findingsOf([[a, 2]]).map(({ code }) => code), ["theory-differs"]);
});

Deno.test("findTheory() says by how much a model is off, the worst first", () => {
  const findings = findingsOf([
    [a, 0.15, 0.2, 0.25],
    [b, 1, 1.001, 1.002],
    [c, 0.05, 0.0501, 0.0502],
  ]);
  assertEquals(findings.map(({ code }) => code), [
    "theory-agrees",
    "theory-differs",
    "theory-differs",
  ]);
  assertMatch(findings[0].text, /in 1 of 3 cells/);
  assertMatch(
    findings[1].text,
    /^`b` .*: tasks wait 1\.01 ms \[.*\] longer than the model explains\.$/,
  );
  assertMatch(
    findings[2].text,
    /^`c` .*: tasks wait 179 µs \[.*\] less than the model predicts\.$/,
  );
});

Deno.test("findTheory() counts what is outside by little, and tells no more than five", () => {
  const [near] = findingsOf([[a, 0.2, 0.20001, 0.20002]]);
  assertEquals(near.code, "theory-outside");
  assertMatch(near.text, /^1 cell lies outside .* \(`a` under `poisson`\): .* 1\.04\.$/);
  const many = Array.from(
    { length: 8 },
    (_, i) => [cell(`s${i}`, poisson), 1 + i, 1.01 + i, 1.02 + i] as const,
  );
  const findings = findingsOf(many);
  assertEquals(findings.map(({ code }) => code), [
    ...Array(5).fill("theory-differs"),
    "theory-outside",
  ]);
  assertMatch(findings[0].text, /^`s7` /);
  assertMatch(findings[5].text, /^3 more cells lie outside .*`s2` under `poisson`/);
});

Deno.test("findTheory() says nothing where nothing is held against a model", () => {
  assertEquals(findingsOf([]), []);
  assertEquals(findingsOf([[cell("a"), 1, 2, 3]]), []);
});
