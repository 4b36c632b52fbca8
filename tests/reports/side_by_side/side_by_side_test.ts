import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { ANSWER_METRICS } from "../../../reports/cell_metrics.ts";
import { sideBySide } from "../../../reports/side_by_side/mod.ts";
import { cell, failed, measured, study } from "../_records.ts";
import { elsewhere, inputs, waiting } from "./_sides.ts";

Deno.test("sideBySide() has the figures of each report, and ratios of blocks to the first", () => {
  const [a, b] = inputs({
    a: waiting([1, 1.1, 1.2, 1.3]),
    b: waiting([2, 2.2, 2.4, 2.6], elsewhere({ cores: 8 })),
  });
  const { schema, cells, studies } = sideBySide([a, b]);
  assertEquals(schema, "dispatch-lab/side-by-side@1");
  assertEquals(studies.map(({ label }) => label), [
    "Imaginary 9000, 4 cores",
    "Imaginary 9000, 8 cores",
  ]);
  assertEquals(cells[0].states, ["stable", "stable"]);
  const [first, second] = cells[0].metrics["wait-p99"];
  for (const [figure, { report: { cells: [own] } }] of [[first, a], [second, b]] as const) {
    assertEquals([figure.value, figure.ci95], [own.waitMs.p99, own.waitMs.ci95.p99]);
  }
  assertEquals(first.ratio, null);
  // Sixteen quotients of the p99s, 4 × the medians: their median is 2, the interval the least and the most.
  assertAlmostEquals(second.ratio!.value, 2, 1e-12);
  assertAlmostEquals(second.ratio!.ci95![0], 2 / 1.3, 1e-12);
  assertAlmostEquals(second.ratio!.ci95![1], 2.6, 1e-12);
});

Deno.test("sideBySide() has no interval of a ratio for three blocks, and no ratio of what is not above 0", () => {
  const none = waiting([1, 1, 1]);
  const negative = {
    ...none,
    trials: none.trials.map((trial) =>
      trial.state === "failed" ? trial : {
        ...trial,
        metrics: {
          ...trial.metrics,
          dispatchOverheadMs: { ...trial.metrics.dispatchOverheadMs, mean: -0.001 },
        },
      }
    ),
  };
  const { cells: [{ metrics }] } = sideBySide(inputs({ a: none, b: negative }));
  assertEquals(metrics["wait-p99"][1].ratio, { value: 1, ci95: null });
  assertEquals(metrics["overhead-mean"][1].value, -0.001);
  assertEquals(metrics["overhead-mean"][1].ratio, null);
});

Deno.test("sideBySide() shows of an unstable cell only what still means something", () => {
  const unstable = {
    stability: { state: "unstable", reason: "unfinished", growthMsPerSecond: 40 },
  } as const;
  const one = cell("queue-notified");
  const b = study([0, 1].map((block) => measured(one, block, {}, unstable)));
  const { cells: [{ states, metrics }] } = sideBySide(inputs({ a: waiting([1, 1]), b }));
  assertEquals(states, ["stable", "unstable"]);
  assertEquals(metrics["wait-p99"][1], { value: null, ci95: null, ratio: null });
  assert(metrics["call-p50"][1].value !== null && metrics["call-p50"][1].ratio !== null);
});

Deno.test("sideBySide() matches cells by all parameters, and lists what one study alone has", () => {
  const polled = (intervalMs: number) =>
    cell("queue-polled", { params: { intervalMs, drain: "all" } });
  const turned = cell("queue-polled", { params: { drain: "all", intervalMs: 5 } });
  const { cells, unmatched } = sideBySide(inputs({
    a: study([measured(polled(5), 0), measured(cell("direct"), 0, {}, { order: 1 })]),
    b: study([measured(turned, 0)]),
    c: study([measured(polled(9), 0), measured(cell("direct"), 0, {}, { order: 1 })]),
  }));
  assertEquals(cells.map(({ strategy, states }) => [strategy, states]), [
    ["queue-polled", ["stable", "stable", "absent"]],
    ["direct", ["stable", "absent", "stable"]],
  ]);
  assertEquals(
    unmatched.map(({ strategy, params, study }) => [strategy, params.intervalMs, study]),
    [
      ["queue-polled", 9, "c"],
    ],
  );
  assertEquals(cells[1].metrics["wait-p99"][1], { value: null, ci95: null, ratio: null });
});

Deno.test("sideBySide() says in what studies differ and nothing else", () => {
  const same = sideBySide(inputs({ a: waiting([1, 1]), b: waiting([1, 1]) }));
  assertEquals([same.differences, same.studies.map(({ label }) => label)], [[], ["a", "b"]]);
  const { differences, warnings } = sideBySide(inputs({
    a: waiting([1, 1]),
    b: waiting([1, 1], {
      ...elsewhere({ cpu: "Other 1" }),
      seed: 2,
      config: { profile: "standard", strategies: ["direct"] },
    }),
  }));
  assertEquals(differences, [
    { name: "processor", of: "environment", values: ["Imaginary 9000", "Other 1"] },
    { name: "seed", of: "config", values: ["1", "2"] },
    { name: "profile", of: "config", values: ["quick", "standard"] },
    { name: "strategies", of: "config", values: [null, '["direct"]'] },
  ]);
  const codes = new Set(warnings.map(({ code }) => code));
  assertEquals([...codes], ["other-seeds", "other-sizes", "few-blocks"]);
});

Deno.test("sideBySide() warns where cells of one name are other work", () => {
  const codes = (more: Parameters<typeof waiting>[1]) =>
    sideBySide(inputs({ a: waiting([1, 1]), b: waiting([1, 1], more) })).warnings
      .map(({ code }) => code).filter((code) => code.startsWith("other-"));
  assertEquals(codes({}), []);
  assertEquals(codes({ config: { profile: "quick", keepRaw: true } }), []);
  assertEquals(codes({ seed: 7 }), ["other-seeds"]);
  assertEquals(codes({ config: { profile: "quick", tasks: 9 } }), ["other-sizes"]);
  assertEquals(codes({ cells: [cell("queue-notified", { sloMs: 10 })] }), ["other-service-levels"]);
});

Deno.test("sideBySide() has no figure of a failed cell and no NaN anywhere", () => {
  const one = cell("queue-notified");
  const b = study([failed(one, 0, "crashed", "exited with 7")]);
  const document = sideBySide(inputs({ a: waiting([1]), b }));
  assertEquals(document.cells[0].states, ["stable", "failed"]);
  for (const figures of Object.values(document.cells[0].metrics)) {
    assertEquals(figures[1], { value: null, ci95: null, ratio: null });
  }
  assertEquals(JSON.parse(JSON.stringify(document)), document);
});

Deno.test("sideBySide() has every metric that an answer can be chosen by, goodput with its interval", () => {
  const { metrics, cells: [cell] } = sideBySide(inputs({ a: waiting([1, 1]), b: waiting([1, 1]) }));
  assertEquals(
    metrics.map(({ name, unit }) => [name, unit]),
    ANSWER_METRICS.map(({ name, unit }) => [name, unit === "ms" ? "ms" : "per second"]),
  );
  assertEquals(Object.keys(cell.metrics), metrics.map(({ name }) => name));
  assertEquals(cell.metrics["goodput"][0].ci95, [180, 180]);
});

Deno.test("sideBySide() does not take it for known that nothing was edited where nobody knows", () => {
  const { differences } = sideBySide(inputs({
    a: waiting([1, 1]),
    b: waiting([1, 1], elsewhere({ gitDirty: null })),
  }));
  assertEquals(differences, [
    { name: "edits not committed", of: "environment", values: ["none", null] },
  ]);
});
