import { assert, assertEquals } from "@std/assert";
import { main } from "../../cli/main.ts";
import { METRICS, readStudy, summarize, TASK_COLUMNS } from "../../mod.ts";
import { quantile, sortedCopy } from "../../reports/stats/quantiles.ts";
import { capturedIo } from "../cli/_captured_io.ts";
import { keepColumns, keepGate } from "../cli/_kept_columns.ts";
import { withDirectory } from "../cli/_with_directory.ts";
import { type Answer, askDuckdb, askObservable } from "./_ask_reader.ts";

const README = await Deno.readTextFile(new URL("../../README.md", import.meta.url));

/** The query in a language that README shows. */
function documented(language: "sql" | "js"): string {
  const [, section] = README.split("### Raw data for other tools");
  const [, code] = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "s").exec(section)!;
  return code.trim().replace(/;$/, "");
}

/** Equal to the last digit but one: the order of two additions is each program's own. */
function assertSame(actual: number | null, expected: number | null, message: string): void {
  if (actual === null || expected === null) return assertEquals(actual, expected, message);
  const isSame = Math.abs(actual - expected) <= 1e-14 * Math.abs(expected);
  assert(isSame, `${message}: ${actual} instead of ${expected}`);
}

const TASK_METRICS = METRICS.filter((name) => name !== "loopLagMs" && name !== "loopLagProbeMs");

Deno.test("report --format parquet is a table in which DuckDB finds the figures of every report", async () => {
  await withDirectory(async (directory) => {
    const kept = await keepColumns(directory);
    const io = capturedIo();
    assertEquals(await main(["report", directory, "--format", "parquet"], io), 0);
    assertEquals(io.outLines, [`${directory}/raw.parquet`]);
    assertEquals(io.errLines, [
      `warning: ${directory}: of 9 trials 1 failed; their tasks are not in the table`,
    ]);
    const quantiles = TASK_METRICS.flatMap((metric) =>
      [["p50", 0.5], ["p90", 0.9], ["p99", 0.99], ["p999", 0.999]].map(([name, p]) =>
        `quantile_cont(${metric}, ${p}) AS "${metric}.${name}"`
      )
    );
    const [p99s, types, trials, counts, pooled, metadata, nans] = await askDuckdb(
      `${directory}/raw.parquet`,
      [
        documented("sql"),
        "DESCRIBE SELECT * FROM 'raw.parquet'",
        `SELECT trial, strategy, workload, placement, block, ${quantiles},
           ${TASK_METRICS.map((metric) => `max(${metric}) AS "${metric}.max"`)}
         FROM 'raw.parquet' GROUP BY ALL ORDER BY trial`,
        `SELECT trial, outcome, dropReason, count(*) AS tasks, count(startedMs) AS started
         FROM 'raw.parquet' GROUP BY ALL`,
        "SELECT strategy, quantile_disc(waitMs, 0.99) AS p99 FROM 'raw.parquet' GROUP BY ALL",
        `SELECT decode(key) AS key, decode(value) AS value
         FROM parquet_kv_metadata('raw.parquet')`,
        `SELECT ${TASK_METRICS.map((metric) => `count(*) FILTER (isnan(${metric}))`).join(" + ")}
           AS nans FROM 'raw.parquet'`,
      ],
    );

    const waits = new Map<string, number[]>();
    for (const { record: { cell }, result: { columns } } of kept) {
      const of = waits.get(cell.strategy) ?? [];
      waits.set(cell.strategy, of);
      columns.started.forEach((startedMs, task) => {
        if (!Number.isNaN(startedMs)) of.push(startedMs - columns.intended[task]);
      });
    }
    const expected = [...waits].map(([strategy, ms]) =>
      [strategy, quantile(sortedCopy(ms), 0.99)] as const
    ).sort(([, a], [, b]) => a - b);
    assertEquals(p99s.map(({ strategy }) => strategy), expected.map(([strategy]) => strategy));
    p99s.forEach(({ p99Ms }, index) => assertSame(p99Ms, expected[index][1], "p99"));

    const typeOf = { name: "VARCHAR", count: "INTEGER", time: "DOUBLE" };
    assertEquals(
      types.map(({ column_name, column_type }) => [column_name, column_type]),
      TASK_COLUMNS.map(({ name, kind }) => [name, typeOf[kind]]),
    );

    assertEquals(trials.length, kept.length);
    kept.forEach(({ record: { cell, block, order, metrics } }, index) => {
      const row = trials[index];
      const { strategy, workload, placement } = cell;
      assertEquals(
        [row.trial, row.strategy, row.workload, row.placement, row.block],
        [order, strategy, workload, placement, block],
      );
      for (const metric of TASK_METRICS) {
        for (const name of ["p50", "p90", "p99", "p999", "max"] as const) {
          assertSame(row[`${metric}.${name}`], metrics[metric][name], `${strategy} ${metric}`);
        }
      }
    });

    for (const { record: { order, counts: of } } of kept) {
      const rows = counts.filter(({ trial }) => trial === order);
      const tasksOf = (outcome: string, reason: string | null = null) =>
        rows.find((row) => row.outcome === outcome && row.dropReason === reason)?.tasks ?? 0;
      assertEquals(
        {
          offered: rows.reduce((sum, { tasks }) => sum + tasks, 0),
          released: of.offered - tasksOf("unreleased"),
          completed: tasksOf("completed"),
          failed: tasksOf("failed"),
          dropped: ["shed", "refused", "lost"].reduce(
            (sum, reason) => sum + tasksOf("dropped", reason),
            0,
          ),
          cancelled: tasksOf("cancelled"),
          unfinished: tasksOf("unfinished"),
          rejected: tasksOf("dropped", "refused"),
          lost: tasksOf("dropped", "lost"),
        },
        { ...of },
      );
      assert(Object.values(of).every((tasks) => tasks > 0));
    }

    for (const { strategy, pooledWaitMs } of summarize(await readStudy(directory)).cells) {
      const { p99 } = pooled.find((row) => row.strategy === strategy)!;
      assert(Math.abs(p99 / pooledWaitMs!.p99 - 1) <= 1e-3, `${strategy}: ${p99}`);
    }

    const said = Object.fromEntries(metadata.map(({ key, value }) => [key, value]));
    assertEquals(said["dispatch-lab.schema"], "dispatch-lab/tasks@1");
    assertEquals(said["dispatch-lab.seed"], "1");
    assertEquals(said["dispatch-lab.createdAt"], "2026-01-02T03:04:05.000Z");
    assertEquals(
      said["dispatch-lab.repeatCommand"],
      "deno task bench --profile quick --seed 1",
    );
    assertEquals(JSON.parse(said["dispatch-lab.environments"])[0].cpu, "Imaginary 9000");
    assertEquals(
      Object.keys(JSON.parse(said["dispatch-lab.columns"])),
      TASK_COLUMNS.map(({ name }) => name),
    );
    assertEquals(nans, [{ nans: 0 }]);
  });
});

Deno.test("report --format parquet is read by what Observable reads it with, value by value", async () => {
  await withDirectory(async (directory) => {
    const kept = await keepColumns(directory);
    const path = `${directory}/elsewhere.parquet`;
    const io = capturedIo();
    assertEquals(await main(["report", directory, "--format", "parquet", "--out", path], io), 0);
    const { columns, rows, answer } = await askObservable(path, documented("js"));
    const typeOf = { name: "Utf8", count: "Int32", time: "Float64" };
    assertEquals(columns, TASK_COLUMNS.map(({ name, kind }) => [name, typeOf[kind]]));
    const stamps = ["intended", "released", "accepted", "started", "ended", "returned"] as const;
    let at = 0;
    for (const { record, result: { columns } } of kept) {
      for (let task = 0; task < columns.tasks; task++) {
        const row = rows[at++];
        assertEquals([row.trial, row.task], [record.order, task]);
        assertEquals(row.class, record.cell.classes[columns.taskClass[task]]);
        for (const name of stamps) {
          const ms = columns[name][task];
          assertEquals(row[`${name}Ms`], Number.isNaN(ms) ? null : ms, `${name} of ${task}`);
        }
      }
    }
    assertEquals(rows.length, at);
    const waitsOf = (strategy: string) =>
      rows.filter((row: Answer[number]) => row.strategy === strategy && row.waitMs !== null)
        .map(({ waitMs }: Answer[number]) => waitMs);
    assertEquals(answer.length, 4);
    for (const [strategy, p99Ms] of answer) {
      assertSame(p99Ms, quantile(sortedCopy(waitsOf(strategy)), 0.99), strategy);
    }
  });
});

Deno.test("report --format parquet puts both sides of a gate in one table, with a column that tells them apart", async () => {
  await withDirectory(async (directory) => {
    const tasks = await keepGate(directory);
    const io = capturedIo();
    assertEquals(await main(["report", directory, "--format", "parquet"], io), 0);
    const [arms, metadata] = await askDuckdb(`${directory}/raw.parquet`, [
      "SELECT arm, count(*) AS tasks FROM 'raw.parquet' GROUP BY arm ORDER BY arm",
      "SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata('raw.parquet')",
    ]);
    assertEquals(arms, [{ arm: "base", tasks }, { arm: "head", tasks }]);
    const said = Object.fromEntries(metadata.map(({ key, value }) => [key, value]));
    assertEquals(said["dispatch-lab.repeatCommand"], "deno task gate --base main --head HEAD");
    assertEquals(Object.keys(JSON.parse(said["dispatch-lab.environments"])), ["base", "head"]);
  });
});
