import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import {
  heatMap,
  lineChart,
  paletteOf,
  stackedBars,
  standaloneSvg,
} from "../../../reports/chart/mod.ts";
import { answerMap, latencyChart, sweepChart, waitChart } from "./_charts.ts";
import { all, attributeValues, malformations } from "./_svg.ts";

for (const scheme of ["light", "dark"] as const) {
  Deno.test(`standaloneSvg() ${scheme} has colours of its own, on its surface`, async () => {
    const charts = [lineChart(sweepChart()), stackedBars(waitChart()), heatMap(answerMap())];
    const files = charts.map((svg) => standaloneSvg(svg, scheme));
    assertEquals(await malformations(`<all>${files.join("")}</all>`), []);
    for (const file of files) {
      assertEquals(attributeValues(file).filter((value) => value.includes("var(")), []);
      const [surface] = all(file, "svg > rect");
      assertEquals(surface.getAttribute("fill"), paletteOf(scheme)["--surface"]);
      const [root] = all(file, "svg");
      const box = root.getAttribute("viewBox")!.split(" ");
      assertEquals(["x", "y", "width", "height"].map((name) => surface.getAttribute(name)), box);
      assertMatch(root.getAttribute("font-family")!, /sans-serif/);
    }
  });
}

Deno.test("standaloneSvg() refers to nothing outside, and has no script or style sheet", () => {
  const file = standaloneSvg(stackedBars(waitChart()), "light");
  assertEquals(all(file, "script, style, image, use, a, foreignObject").length, 0);
  assertEquals(file.match(/https?:[^"]*/g), ["http://www.w3.org/2000/svg"]);
  const ids = all(file, "[id]").map(({ id }) => id);
  for (const [, id] of file.matchAll(/url\(#([^)]*)\)/g)) assert(ids.includes(id), id);
});

Deno.test("standaloneSvg() leaves names as they are", () => {
  const name = 'var(--ink) </desc> viewBox="0 0 1 1" <svg ';
  const { series, ...rest } = latencyChart();
  const chart = { ...rest, title: name, description: name, series: [{ ...series[0], name }] };
  const file = standaloneSvg(lineChart({ ...chart, layout: "rows" }), "dark");
  for (const selector of ["svg > title", "svg > desc", ".series > text"]) {
    assertEquals(all(file, selector).map(({ textContent }) => textContent), [name], selector);
  }
  assertEquals(all(file, "svg > rect").length, 1);
});

Deno.test("standaloneSvg() takes charts only", () => {
  assertThrows(() => standaloneSvg("<p>", "light"), SyntaxError, "expected '<svg …', got '<p>'");
});
