import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { costMarkdown, costText } from "../../cli/cost_text.ts";
import type { CostDocument } from "../../experiments/cost/cost_document.ts";
import type { CostCell, CostRecord } from "../../experiments/cost/cost_record.ts";
import { COST_SIZES } from "../../experiments/cost/plan_cost.ts";
import { summarizeCost } from "../../experiments/cost/summarize_cost.ts";
import { burst, cellsOf, failed, measured, wake } from "../experiments/cost/_cells.ts";
import { healthyHost } from "../experiments/host/healthy_host.ts";

/** Cells and records of several measures, put together as a run would. */
function documentOf(
  ...parts: readonly {
    readonly cells: readonly CostCell[];
    readonly records: readonly CostRecord[];
  }[]
): CostDocument {
  const cells = parts.flatMap((part) => part.cells);
  let first = 0;
  const records = parts.flatMap((part) => {
    const offset = first;
    first += part.cells.length;
    return part.records.map((record) => ({ ...record, cell: record.cell + offset }));
  });
  return {
    schema: "dispatch-lab/dispatch-cost@1",
    createdAt: "2026-01-02T03:04:05.000Z",
    command: "deno task bench:dispatch --rounds 2",
    environment: healthyHost.environment,
    libraries: { "p-limit": "1.2.3" },
    rounds: 2,
    seed: 1,
    sizes: COST_SIZES,
    rows: summarizeCost(cells, records),
    cells,
    records,
  };
}

const bursts = {
  cells: cellsOf("direct,queue-notified,loop-immediate,loop-timer", "burst"),
  records: [
    measured(0, 0, burst(4, { tasks: 20_000 })),
    measured(0, 1, burst(4, { tasks: 20_000 })),
    failed(1, 0),
    failed(1, 1),
    measured(2, 0, burst(1000)),
    measured(2, 1, burst(4000)),
    measured(3, 0, burst(5000, { dropped: 125 })),
    failed(3, 1, "exit code 1:\u001b[2J\nno"),
  ],
};
const promises = {
  cells: cellsOf("loop-immediate", "promises"),
  records: [
    measured(0, 0, { ...burst(1000), kind: "promises" }),
    measured(1, 0, { ...burst(500), kind: "promises" }),
  ],
};
const wakes = {
  cells: cellsOf("thread-message,thread-ring", "wake"),
  records: [
    measured(0, 0, wake({ p50Ms: 0.1 })),
    measured(1, 0, wake({ p50Ms: 0.005 }, { clockErrorMs: 1 })),
  ],
};
const throughputs = {
  cells: cellsOf("thread-message,thread-ring", "throughput"),
  records: [
    measured(0, 0, {
      kind: "throughput",
      tasks: 137,
      dropped: 0,
      bursts: 3,
      tasksPerSecond: 123_456,
    }),
    measured(1, 0, {
      kind: "throughput",
      tasks: 200_000,
      dropped: 0,
      bursts: 3,
      tasksPerSecond: 1_234_560,
    }),
  ],
};
const idle = {
  cells: cellsOf("thread-message", "idle-cpu"),
  records: [measured(0, 0, { kind: "idle-cpu", wallMs: 10_000, cpuMs: 10 })],
};

Deno.test("costText() has a table a measure, the best first, and what failed below", () => {
  const lines = costText(documentOf(bursts, promises, wakes, throughputs, idle)).split("\n");
  const columns = lines.map((line) => line.split(/ {2,}/));
  assertEquals(columns.slice(0, 6), [
    ["Burst: tasks that do nothing, dispatched in one go from the loop"],
    ["strategy", "tasks", "ns a task", "÷ loop-immediate", "dropped"],
    ["direct", "20,000", "4.00 [4.00, 4.00]", columns[2][3], "–"],
    ["loop-immediate", "1000", columns[3][2], "1", "–"],
    ["loop-timer †", "1000", "5000", "5.00", "12.5 %"],
    ["queue-notified †", "–", "failed", "–", "–"],
  ]);
  assert(columns[3][2].startsWith("2000 ["), columns[3][2]);
  assert(columns[2][3].startsWith("0.00200 ["), columns[2][3]);
  const after = (title: string) => {
    const at = lines.findIndex((line) => line.startsWith(title));
    return columns.slice(at + 1, lines.indexOf("", at));
  };
  assertEquals(after("Promises: 2000 functions").slice(0, 3), [
    ["API", "ns a task", "÷ fastq.promise", "÷ p-limit"],
    ["fastq.promise", "500", "1", "–"],
    ["loop-immediate", "1000", "2.00", "–"],
  ]);
  assertEquals(after("Wake-up: from dispatch to start, tasks one at a time from another thread"), [
    [
      ...["strategy", "busy p50", "busy p99", "busy ÷ thread-message"],
      ...["idle p50", "idle p99", "idle ÷ thread-message"],
    ],
    ["thread-ring", "5.00 µs", "1.00 ms", "0.0500", "–", "–", "–"],
    ["thread-message", "100 µs", "1.00 ms", "1", "100 µs", "1.00 ms", "1"],
  ]);
  assertEquals(after("Throughput"), [
    ["strategy", "tasks", "tasks/s", "÷ thread-message"],
    ["thread-ring", "200,000", "1,230,000", "10.0"],
    ["thread-message", "137", "123,000", "1"],
  ]);
  assertEquals(after("Idle"), [["strategy", "of one core"], ["thread-message", "0.100 %"]]);
  assertEquals(lines.slice(-2), [
    "† queue-notified failed in 2 rounds of burst (inside): crashed: exit code 1: no",
    "† loop-timer failed in 1 round of burst (inside): crashed: exit code 1: [2J no",
  ]);
});

Deno.test("costMarkdown() says on what, by which command and how it was measured", () => {
  const text = costMarkdown(documentOf(bursts, idle));
  assertStringIncludes(text, "# What a dispatch costs\n");
  assertStringIncludes(text, "`deno task bench:dispatch --rounds 2`");
  assertStringIncludes(text, "Example CPU, 2 cores, 8 GiB");
  assertStringIncludes(text, "libraries: p-limit 1.2.3");
  assertStringIncludes(text, "| `loop-timer †` | 1000 | 5000 | 5.00 | 12.5 % |");
  assertStringIncludes(text, "## Failures\n\n- † queue-notified failed in 2 rounds");
  assertStringIncludes(text, "in 10.0 s of silence");
  // Nothing about what was not measured.
  assert(!text.includes("Throughput:"));
  assert(text.endsWith(".\n"));
});

Deno.test("costMarkdown() keeps to one line what a child printed", () => {
  const text = costMarkdown(documentOf(bursts));
  assert(!text.includes("\u001b"));
  assertStringIncludes(text, "exit code 1: \\[2J no");
});
