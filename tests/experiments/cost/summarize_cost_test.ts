import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { estimate, ratio, summarizeCost } from "../../../experiments/cost/summarize_cost.ts";
import { burst, cellsOf, failed, measured, wake } from "./_cells.ts";

Deno.test("estimate() is the geometric mean with Student's interval of the logarithms", () => {
  const { mean, ci95, rounds } = estimate([1, 10, 100])!;
  assertAlmostEquals(mean, 10, 1e-9);
  assertEquals(rounds, 3);
  // t with 2 degrees of freedom is 4.303; the logarithms deviate by ln 10.
  const factor = Math.exp(4.302653 * Math.log(10) / Math.sqrt(3));
  assertAlmostEquals(ci95![0], 10 / factor, 1e-3 / factor);
  assertAlmostEquals(ci95![1], 10 * factor, 1e-3 * factor);
});

Deno.test("estimate() has no interval for one round and nothing for what has no logarithm", () => {
  const single = estimate([5])!;
  assertAlmostEquals(single.mean, 5, 1e-9);
  assertEquals([single.ci95, single.rounds], [null, 1]);
  assertEquals([estimate([]), estimate([1, 0]), estimate([1, NaN])], [null, null, null]);
});

Deno.test("ratio() pairs rounds, so that what a round did to both cancels", () => {
  // Each round is ten times as slow as the one before; the ratio is 2 in all of them.
  const head = [0, 1, 2].map((round) => measured(0, round, burst(20 * 10 ** round)));
  const base = [2, 0, 1].map((round) => measured(1, round, burst(10 * 10 ** round)));
  const { mean, ci95, rounds } = ratio(head, base, "nsPerTask")!;
  assertAlmostEquals(mean, 2, 1e-9);
  assertAlmostEquals(ci95![1] - ci95![0], 0, 1e-9);
  assertEquals(rounds, 3);
});

Deno.test("ratio() takes only rounds that both have", () => {
  const head = [measured(0, 0, burst(20)), failed(0, 1), measured(0, 2, burst(80))];
  const base = [measured(1, 0, burst(10)), measured(1, 1, burst(1)), failed(1, 2)];
  assertEquals(ratio(head, base, "nsPerTask")?.rounds, 1);
  assertEquals(ratio(head.slice(1), base, "nsPerTask"), null);
});

Deno.test("summarizeCost() compares bursts with the loop's immediates", () => {
  const cells = cellsOf("direct,loop-immediate", "burst");
  const [direct, immediate] = summarizeCost(cells, [
    measured(0, 0, burst(10, { dropped: 250 })),
    measured(1, 0, burst(100)),
    measured(0, 1, burst(40)),
    measured(1, 1, burst(100)),
  ]);
  assertEquals([direct.subject, direct.tasks, direct.droppedShare], ["direct", 1000, 0.125]);
  assertAlmostEquals(direct.figures.nsPerTask!.mean, 20, 1e-9);
  const [{ to, estimate }] = direct.ratios;
  assertEquals(to, "loop-immediate");
  assertAlmostEquals(estimate.mean, 0.2, 1e-9);
  // Nobody is compared with himself.
  assertEquals([immediate.ratios, immediate.failures], [[], null]);
});

Deno.test("summarizeCost() compares promises with libraries at the same size", () => {
  const cells = cellsOf("queue-notified", "promises");
  const find = (subject: string, size: number) =>
    cells.findIndex((cell) =>
      cell.subject === subject && cell.request.kind === "promises" && cell.request.tasks === size
    );
  const promises = (nsPerTask: number) => ({ ...burst(nsPerTask), kind: "promises" }) as const;
  const rows = summarizeCost(cells, [
    measured(find("queue-notified", 2000), 0, promises(100)),
    measured(find("fastq.promise", 2000), 0, promises(400)),
    measured(find("queue-notified", 200_000), 0, promises(100)),
    measured(find("fastq.promise", 200_000), 0, promises(2000)),
    measured(find("p-limit", 200_000), 0, promises(1000)),
  ]);
  const ratios = (size: number) =>
    rows[find("queue-notified", size)].ratios
      .map(({ to, estimate }) => [to, Math.round(estimate.mean * 1e6) / 1e6]);
  assertEquals(ratios(2000), [["fastq.promise", 0.25]]);
  assertEquals(ratios(200_000), [["fastq.promise", 0.05], ["p-limit", 0.1]]);
});

Deno.test("summarizeCost() leaves out wake-ups that the clocks could not tell", () => {
  const cells = cellsOf("thread-message,thread-ring", "wake");
  const [message, ring] = summarizeCost(cells, [
    measured(0, 0, wake({ p50Ms: 0.1 }, { p50Ms: 0.2 })),
    measured(1, 0, wake({ p50Ms: 0.005 }, { p50Ms: 0.005, clockErrorMs: 0.004 })),
  ]);
  assertAlmostEquals(message.figures.idleP50Ms!.mean, 0.2, 1e-12);
  assertEquals(Object.keys(ring.figures), ["busyP50Ms", "busyP99Ms"]);
  assertEquals(ring.ratios.map(({ figure }) => figure), ["busyP50Ms"]);
  assertAlmostEquals(ring.ratios[0].estimate.mean, 0.05, 1e-12);
});

Deno.test("summarizeCost() shows a share of processor time as it is, none included", () => {
  const cells = cellsOf("thread-message,thread-ring", "idle-cpu");
  const idle = (cpuMs: number) => ({ kind: "idle-cpu", wallMs: 1000, cpuMs }) as const;
  const rows = summarizeCost(cells, [measured(0, 0, idle(0)), measured(1, 0, idle(20))]);
  assertEquals(rows.map(({ figures }) => figures.cpuShare?.mean), [0, 0.02]);
});

Deno.test("summarizeCost() says what failed, and why the first time", () => {
  const cells = cellsOf("direct,loop-timer", "burst");
  const [direct, timer] = summarizeCost(cells, [
    failed(0, 0, "first"),
    failed(0, 1, "second"),
    measured(1, 0, burst(10)),
    failed(1, 1),
  ]);
  assertEquals(direct.failures, { rounds: 2, reason: "crashed", message: "first" });
  assertEquals([direct.figures, direct.tasks], [{}, null]);
  assertEquals([timer.failures?.rounds, timer.figures.nsPerTask?.rounds], [1, 1]);
  assert(timer.ratios.length === 0);
});
