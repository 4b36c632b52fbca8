import { assert, assertEquals } from "@std/assert";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { EXCHANGE_FORMATS, renderExchange, type Subject } from "../../../../mod.ts";
import { cell, measured, study } from "../../_records.ts";
import { decodeName, everyComparison, everyStudy, hostileNames, studyOf } from "./_everything.ts";

/** Rows by column; csv-parse refuses stray quotes and rows of another length. */
function csv(subject: Subject): Record<string, string>[] {
  const text = renderExchange(EXCHANGE_FORMATS["csv"], subject)!;
  // A row is a line: no field holds a line break.
  assertEquals(text.split("\r\n").length - 1, text.split("\n").length - 1);
  return parse(text, { columns: true, record_delimiter: "\r\n" });
}

Deno.test("csv has a row a cell and metric, with unit, value and interval", () => {
  const rows = csv(everyStudy());
  const [row] = rows.filter(({ strategy, metric }) =>
    strategy === "loop-immediate" && metric === "dispatchCallMs.p50"
  );
  assertEquals([row.unit, row.better, row.value, row.blocks], ["ms", "lower", "0.001", "3"]);
  assert(Number(row.ci95_low) <= 0.001 && 0.001 <= Number(row.ci95_high));
  assertEquals(
    rows.filter(({ state }) => state === "failed").map(({ metric, value }) => [metric, value]),
    [["failedTrials", "3"]],
  );
  const keys = rows.map(({ strategy, workload, placement, metric }) =>
    JSON.stringify([strategy, workload, placement, metric])
  );
  assertEquals(new Set(keys).size, keys.length);
});

Deno.test("csv has a row a metric of a comparison, empty where there is no value", () => {
  const rows = csv(everyComparison());
  const { comparison } = everyComparison();
  assertEquals(rows.length, comparison.cells.flatMap(({ metrics }) => metrics).length);
  const [first] = rows;
  assertEquals(
    [first.metric, first.base, first.ratio, first.confirmed_ratio, first.verdict],
    ["dispatchOverheadMs.p50", "0.0621", "1.42", "1.39", "regressed"],
  );
  const nothing = rows.at(-1)!;
  assertEquals([nothing.base, nothing.head, nothing.ratio, nothing.ci95_low], ["", "", "", ""]);
});

Deno.test("csv gives names back, and none begins as a formula does", () => {
  fc.assert(
    fc.property(hostileNames, hostileNames, (strategy, workload) => {
      for (const row of csv(studyOf(study([measured(cell(strategy, { workload }), 0)])))) {
        const fields = [row.strategy, row.workload];
        assertEquals(fields.filter((field) => /^[=+\-@\t\r]/.test(field)), []);
        assertEquals(
          fields.map((field) => decodeName(field.replace(/^'/, ""))),
          [strategy.toWellFormed(), workload.toWellFormed()],
        );
      }
    }),
    { numRuns: 30 },
  );
});
