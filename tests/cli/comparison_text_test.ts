import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { comparisonText } from "../../cli/comparison_text.ts";
import { compareStudies } from "../../reports/comparison/compare_studies.ts";
import { cell } from "../reports/_records.ts";
import { arm, EASY } from "../reports/comparison/_arms.ts";

const HOSTILE = cell("evil\u001b[31m\nname", { workload: "poisson" });

Deno.test("comparisonText() begins with the verdict, and then the worst", () => {
  const text = comparisonText(compareStudies(
    { base: arm(), head: arm({ slower: 1.5, noise: 2 }) },
    { labels: { base: "out/one", head: "out/two" } },
  ));
  const lines = text.split("\n");
  assert(lines[0].startsWith("regressed: 3 of 6 metrics"));
  assertEquals(lines[1], "base out/one (0123456789ab), head out/two (0123456789ab)");
  const [header, ...rows] = lines.slice(lines.findIndex((line) => line.startsWith("cell ")));
  assert(header.endsWith("verdict"));
  assert(rows[0].endsWith("regressed") && rows[4].endsWith("equivalent"));
  assertStringIncludes(text, "of what decides nothing, these stand out:");
  assertStringIncludes(text, "waitMs.p99");
});

Deno.test("comparisonText() keeps names to one line and terminals as they are", () => {
  const base = arm({ cells: [HOSTILE, EASY] });
  const head = arm({ cells: [HOSTILE], document: { seed: 2 } });
  const text = comparisonText(compareStudies({ base, head }, {
    labels: { base: "a\nb", head: "\u001b[2J" },
  }));
  // deno-lint-ignore no-control-regex -- that there are none is what is tested
  assert(!/[\u0000-\u0009\u000b-\u001f]/.test(text));
  assertStringIncludes(text, "base a b (0123456789ab), head [2J (0123456789ab)");
  assertStringIncludes(
    text,
    "not compared: only in the base: queue-notified under poisson (inside)",
  );
  assertStringIncludes(text, "! unpaired: ");
  assert(
    text.split("\n").some((line) => line.startsWith("evil [31m name under poisson (inside)  ")),
  );
});
