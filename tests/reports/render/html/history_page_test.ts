import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { History } from "../../../../experiments/history_point.ts";
import { detectChanges } from "../../../../reports/history/detect_changes.ts";
import { renderHistoryHtml } from "../../../../reports/render/html/history_page.tsx";
import { historyOf, historyOfValues, noise, pointAt, trackedAt } from "../../history/_histories.ts";

function bodyOf(history: History): string {
  const html = renderHistoryHtml(history, detectChanges(history, { metrics: "all" }), {
    repeatCommand: "deno task track report",
  });
  return html.slice(html.indexOf("<body>")).replaceAll(/<script>[\s\S]*?<\/script>/g, "");
}

Deno.test("renderHistoryHtml() shows what changed first, then every other series", () => {
  const factor = noise(1, 0.02);
  const body = bodyOf(historyOf(Array.from({ length: 24 }, (_, at) =>
    trackedAt(at, [
      pointAt(factor(), { workload: "burst" }),
      pointAt((at < 12 ? 1 : 1.4) * factor()),
    ]))));
  const order = [
    "1 change in what decides; 1 for the worse still stands.",
    'id="series-that-changed"',
    "dispatchOverheadMs.p50: queue-notified, steady (inside)",
    'id="all-other-series"',
    "dispatchOverheadMs.p50: queue-notified, burst (inside)",
    'id="studies"',
    'id="method"',
    "deno task track report",
    'id="glossary"',
  ].map((text) => body.indexOf(text));
  assert(!order.includes(-1), `missing at ${order.indexOf(-1)}`);
  // The change is drawn once more where sizes are compared; sections keep their order.
  assertEquals(order, order.toSorted((a, b) => a - b));
});

Deno.test("renderHistoryHtml() says of a short history that nothing can be told", () => {
  assertStringIncludes(bodyOf(historyOf([])), "No study was added yet");
  for (const values of [[1], [1, 1.1, 1.2]]) {
    const body = bodyOf(historyOfValues(values));
    assertStringIncludes(body, "Nothing can be told yet");
    assert(!/NaN|\bnull\b|undefined|Infinity/.test(body), "a figure that is none");
  }
});

Deno.test("renderHistoryHtml() shows hostile names as text", () => {
  const name = "<img src=x>&\"'";
  const body = bodyOf(historyOf([
    trackedAt(0, [pointAt(1, { strategy: name, workload: name })], {
      ...{ commit: name, host: name, runtime: name, reference: name },
    }),
  ], name));
  assert(!body.includes("<img"), "markup");
  assertStringIncludes(body, "&lt;img src=x");
});

Deno.test("renderHistoryHtml() draws no more than a page can hold, and lists the rest", () => {
  const workloads = Array.from({ length: 40 }, (_, at) => `steady:ratePerSecond=${at + 1}`);
  const body = bodyOf(
    historyOf(Array.from({ length: 100 }, (_, at) =>
      trackedAt(
        at,
        workloads.map((workload) => pointAt(1, { workload })),
      ))),
  );
  assertEquals(body.match(/<figure/g)?.length, 15);
  assertStringIncludes(body, "Series that are not drawn");
});
