import { assert, assertAlmostEquals, assertEquals, assertGreaterOrEqual } from "@std/assert";
import { heatColour, paletteOf, seriesStyle } from "../../../reports/chart/mod.ts";
import { ciede2000, contrast, distance, luminance, VISIONS } from "./_vision.ts";

const SCHEMES = ["light", "dark"] as const;
const COLOURS = 8;

Deno.test("ciede2000() gives the distances of its paper's table", () => {
  const pairs = [
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, 2.5, 0], [50, 0, -2.5], 4.3065],
    [[50, 2.5, 0], [73, 25, -18], 27.1492],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
    [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
  ] as const;
  for (const [one, other, expected] of pairs) {
    assertAlmostEquals(ciede2000(one, other), expected, 1e-4);
  }
});

for (const scheme of SCHEMES) {
  const palette = paletteOf(scheme);
  const surface = palette["--surface"];

  Deno.test(`paletteOf() ${scheme}: each series stands out from the surface`, () => {
    for (let rank = 0; rank < COLOURS; rank++) {
      assertGreaterOrEqual(contrast(palette[`--series-${rank}`], surface), 3, `rank ${rank}`);
    }
  });

  for (const [name, vision] of Object.entries(VISIONS)) {
    Deno.test(`paletteOf() ${scheme}: ${name} tells any two series apart, neighbours well`, () => {
      for (let one = 0; one < COLOURS; one++) {
        for (let other = 0; other < one; other++) {
          const apart = distance(
            palette[`--series-${one}`],
            palette[`--series-${other}`],
            vision,
          );
          const areNeighbours = one - other === 1 || one - other === COLOURS - 1;
          assertGreaterOrEqual(apart, areNeighbours ? 16 : 10, `ranks ${one} and ${other}`);
        }
      }
    });
  }

  Deno.test(`paletteOf() ${scheme}: text can be read on the surface and on every heat`, () => {
    for (const ink of ["--ink", "--faint"]) {
      assertGreaterOrEqual(contrast(palette[ink], surface), 4.5, ink);
    }
    for (let step = 0; step < 9; step++) {
      const seen = contrast(palette[`--heat-${step}`], palette[`--heat-ink-${step}`]);
      assertGreaterOrEqual(seen, 4.5, `step ${step}`);
    }
  });

  Deno.test(`paletteOf() ${scheme}: a worse heat is further from the surface, without colour too`, () => {
    const steps = Array.from({ length: 9 }, (_, step) => luminance(palette[`--heat-${step}`]));
    const away = steps.map((step) => Math.abs(step - luminance(surface)));
    assertEquals(away, away.toSorted((a, b) => a - b));
    assertEquals(new Set(away).size, 9);
  });
}

Deno.test("paletteOf() has the same names in both schemes", () => {
  assertEquals(Object.keys(paletteOf("light")), Object.keys(paletteOf("dark")));
});

Deno.test("seriesStyle() differs for fifty-six ranks, and a colour that repeats has another symbol and dash", () => {
  const styles = Array.from({ length: 56 }, (_, rank) => JSON.stringify(seriesStyle(rank)));
  assertEquals(new Set(styles).size, 56);
  for (let rank = 0; rank < 16; rank++) {
    const [one, other] = [seriesStyle(rank), seriesStyle(rank + COLOURS)];
    assertEquals(one.colour, other.colour);
    assert(one.symbol !== other.symbol && one.dash !== other.dash, `rank ${rank}`);
  }
});

Deno.test("seriesStyle() of what theory says is like no dash of what was measured, and has no symbol", () => {
  const predicted = seriesStyle(0, "predicted");
  assertEquals(predicted.symbol, null);
  for (let rank = 0; rank < 56; rank++) assert(seriesStyle(rank).dash !== predicted.dash);
});

Deno.test("heatColour() goes from the best to the worst and stays within", () => {
  assertEquals([-1, 0, 0.5, 1, 7].map((heat) => heatColour(heat).step), [0, 0, 4, 8, 8]);
  assertEquals(heatColour(0.5), { step: 4, fill: "var(--heat-4)", ink: "var(--heat-ink-4)" });
});
