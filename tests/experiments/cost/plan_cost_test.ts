import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import type { CostMeasure } from "../../../experiments/cost/cost_record.ts";
import { type CostPlan, orderOfRound, planCost } from "../../../experiments/cost/plan_cost.ts";
import { costSubjects } from "../../../experiments/cost/subjects.ts";
import { parseSelections, strategies } from "../../../strategies/mod.ts";

const rows = ({ cells }: CostPlan, measure: CostMeasure) =>
  cells.filter((cell) => cell.measure === measure)
    .map(({ subject, placement }) => `${subject} ${placement}`);

Deno.test("costSubjects() names every strategy of the catalogue, polled at a usable pace", () => {
  const subjects = costSubjects();
  for (const strategy of strategies) {
    assert(subjects.some((subject) => subject.strategy === strategy), strategy.name);
  }
  const names = subjects.map(({ name }) => name);
  assertEquals(new Set(names).size, names.length);
  assert(names.includes("queue-polled:intervalMs=5,drain=all"));
  assert(!names.includes("queue-polled"));
  assert(names.includes("npm-fastq") && names.includes("npm-fastq:api=promise"));
});

Deno.test("costSubjects() takes what the user named literally, and once", () => {
  const names = (text: string) => costSubjects(parseSelections(text)).map(({ name }) => name);
  assertEquals(names("queue-polled,direct,direct"), ["queue-polled", "direct"]);
  assertEquals(names("loop-sliced:sliceMs=1,loop-sliced:sliceMs=2,loop-sliced"), [
    "loop-sliced:sliceMs=1",
    "loop-sliced",
  ]);
});

Deno.test("planCost() measures what each placement allows", () => {
  const plan = planCost({ strategies: parseSelections("direct,queue-notified,thread-ring") });
  assertEquals(rows(plan, "burst"), ["direct inside", "queue-notified inside"]);
  assertEquals(rows(plan, "wake"), [
    "queue-notified outside",
    "thread-ring outside",
    "direct inside",
    "queue-notified inside",
  ]);
  assertEquals(rows(plan, "throughput"), ["queue-notified outside", "thread-ring outside"]);
  assertEquals(rows(plan, "idle-cpu"), rows(plan, "throughput"));
});

Deno.test("planCost() compares the ways of the loop with the libraries at both sizes", () => {
  const libraries = ["fastq.promise", "p-limit", "p-queue", "async.queue"];
  const ours = ["queue-notified", "loop-microtask", "loop-immediate", "loop-sliced"];
  const { cells } = planCost({ measures: ["promises"] });
  const ofSize = (size: number) =>
    cells.flatMap(({ subject, request }) =>
      request.kind === "promises" && request.tasks === size ? [subject] : []
    );
  assertEquals(ofSize(2000), [...ours, ...libraries]);
  assertEquals(ofSize(200_000), ofSize(2000));
});

Deno.test("planCost() holds only strategies against the libraries whose last promise is the last", () => {
  const promises = (text: string) =>
    new Set(
      rows(
        planCost({ strategies: parseSelections(text), measures: ["promises", "wake"] }),
        "promises",
      ),
    );
  assert(promises("loop-timer").has("loop-timer inside"));
  // Pauses, another library, another thread: nothing to compare, so the libraries stay away too.
  assertEquals(promises("queue-polled,npm-p-limit,thread-ring"), new Set());
});

Deno.test("planCost() refuses what cannot be measured", () => {
  assertThrows(
    () => planCost({ strategies: parseSelections("direct"), measures: ["throughput"] }),
    RangeError,
    "nothing to measure",
  );
  assertThrows(() => planCost({ strategies: parseSelections("direkt") }), RangeError, "direkt");
});

Deno.test("planCost() runs tasks without demand, and no heartbeats beside them", () => {
  const { cells } = planCost({ strategies: parseSelections("direct"), measures: ["wake"] });
  const { request } = cells[0];
  assert(request.kind === "wake");
  assertEquals(request.trials.busy.workload.demand, { kind: "fixed", meanMs: 0 });
  assertEquals(request.trials.idle.workload.arrivals, { kind: "steady", ratePerSecond: 50 });
  assertEquals(request.trials.busy.extent, { kind: "tasks", tasks: 400 });
  assert(request.trials.idle.timing.heartbeatGapMs >= 3_600_000);
});

Deno.test("orderOfRound() shuffles afresh each round and leaves out what is measured once", () => {
  const plan = planCost({ seed: 3 });
  const orders = [0, 1].map((round) => orderOfRound(plan, round));
  assertNotEquals(orders[0], orders[1]);
  assertEquals(orderOfRound(plan, 0), orders[0]);
  assertNotEquals(orderOfRound(planCost({ seed: 4 }), 0), orders[0]);
  const repeated = plan.cells.keys().filter((cell) => plan.cells[cell].measure !== "idle-cpu");
  assertEquals(orders[0].toSorted((a, b) => a - b), repeated.toArray());
});
