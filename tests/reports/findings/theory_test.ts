import { assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
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
  assertMatch(text, /predicts 241 µs \(ratio 1\.04\), within 10 %\.$/);
  const [chance] = findingsOf([[a, 0.1, 0.3, 0.5]]);
  assertMatch(chance.text, /\(ratio 1\.55\); chance may explain the difference\.$/);
});

Deno.test("findTheory() counts the cells that are near, and those that may be off by chance", () => {
  const [{ code, text, evidence }, ...more] = findingsOf([
    [a, 0.15, 0.2, 0.25],
    [b, 0.1, 0.3, 0.5],
  ]);
  assertEquals([code, more], ["theory-agrees", []]);
  assertMatch(
    text,
    /^Held against M\/G\/1 with set-up, measured mean waits are within 10 % in 1 of 2 /,
  );
  assertMatch(text, /cells and further off in 1 where chance may explain it \(.* 1\.04 to 1\.55; /);
  assertEquals(evidence.map(({ metric }) => metric), ["theory.ratio", "theory.ratio"]);
});

Deno.test("findTheory() does not tell chance from deviation with one block", () => {
  assertMatch(findingsOf([[a, 0.2], [b, 0.19]])[0].text, /within 10 % in all 2 cells \(/);
  const [{ code, text }, ...more] = findingsOf([[a, 2]]);
  assertEquals([code, more], ["theory-agrees", []]);
  assertMatch(text, /\(ratio 10\.4\); one block cannot tell the difference from chance\.$/);
});

Deno.test("findTheory() says by how much a model is off, the worst first", () => {
  const findings = findingsOf([
    [a, 0.15, 0.2, 0.25],
    [b, 1, 1.001, 1.002],
    [c, 0.05, 0.0501, 0.0502],
  ]);
  assertEquals(findings.map(({ code }) => code), [
    "theory-held",
    "theory-differs",
    "theory-differs",
  ]);
  assertMatch(findings[0].text, /within 10 % in 1 of 3 cells and surely further off in 2 \(/);
  assertMatch(
    findings[1].text,
    /^`b` .*: tasks wait 1\.01 ms \[.*\] longer than the model explains\.$/,
  );
  assertMatch(
    findings[2].text,
    /^`c` .*: tasks wait 179 µs \[.*\] less than the model predicts\.$/,
  );
  const [measuredWait, predicted, unexplained] = findings[1].evidence;
  assertEquals([measuredWait.value, measuredWait.unit], [1.25125, "ms"]);
  assertAlmostEquals(measuredWait.value! - predicted.value!, unexplained.value!, 1e-12);
});

Deno.test("findTheory() says nothing of what is surely off by too little to matter", () => {
  assertEquals(
    findingsOf([[a, 0.2, 0.20001, 0.20002]]).map(({ code }) => code),
    ["theory-agrees"],
  );
});

Deno.test("findTheory() does not list what is to be expected by chance among many cells", () => {
  // Alone it lies outside its interval; among twenty that agree, one such cell is what chance makes.
  const off = [c, 0.31, 0.375, 0.44] as const;
  const fine = Array.from(
    { length: 19 },
    (_, i) => [cell(`s${i}`, poisson), 0.15, 0.2, 0.25] as const,
  );
  assertEquals(findingsOf([off]).map(({ code }) => code), ["theory-differs"]);
  assertEquals(findingsOf([off, ...fine]).map(({ code }) => code), ["theory-agrees"]);
});

Deno.test("findTheory() tells three and counts the rest", () => {
  const many = Array.from(
    { length: 8 },
    (_, i) => [cell(`s${i}`, poisson), 1 + i, 1.01 + i, 1.02 + i] as const,
  );
  const findings = findingsOf(many);
  assertEquals(findings.map(({ code }) => code), [
    "theory-held",
    ...Array(3).fill("theory-differs"),
    "theory-differs-more",
  ]);
  assertMatch(findings[0].text, /within 10 % in none of 8 cells and surely further off in 8 \(/);
  assertMatch(findings[1].text, /^`s7` /);
  assertMatch(findings[4].text, /^5 more cells deviate from the model; /);
});

Deno.test("findTheory() says nothing where nothing is held against a model", () => {
  assertEquals(findingsOf([]), []);
  assertEquals(findingsOf([[cell("a"), 1, 2, 3]]), []);
});
