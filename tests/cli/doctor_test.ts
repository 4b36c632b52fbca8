import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { doctor } from "../../cli/doctor.ts";
import type { Io } from "../../cli/io.ts";
import { UsageError } from "../../cli/usage.ts";
import type { HostReport } from "../../experiments/host/host_report.ts";
import type { DoctorOutcome } from "../../experiments/host/run_doctor.ts";
import { healthyHost, hostWith } from "../experiments/host/healthy_host.ts";

const GOLDEN = `machine  Example CPU, 2 cores, 8 GiB
system   linux 6.1 x86_64, Deno 2.9.6, V8 15.0
load     0.1, 0.2, 0.3 over 1, 5 and 15 minutes

check                                 measured        should be
cores                                        2       at least 2       ok
load of the last minute, per core         0.05      at most 0.5       ok
clock resolution                         80 ns  at most 1000 ns       ok
cost of reading the clock                90 ns   at most 500 ns       ok
error between two threads' clocks      0.25 µs     at most 5 µs       ok
setTimeout(10) fires late by, p50       1.3 ms     at most 3 ms       ok
hand-over through shared memory, p50     60 µs  at most 1000 µs       ok
spinning producer's lateness, p50      0.15 µs     at most 1 µs       ok
spinning producer's lateness, p99       240 µs   at most 100 µs  limited
in-loop producer's lateness, p50        0.5 µs    at most 20 µs       ok
in-loop producer's lateness, p99        100 µs  at most 1000 µs       ok
time stolen from a spinning loop           1 %      at most 5 %       ok
longest gap in a spinning loop          1.5 ms    at most 10 ms       ok
error of our loop lag                      2 %     at most 20 %       ok
error of monitorEventLoopDelay           100 %     at most 20 %     note
missing in eventLoopUtilization          100 %     at most 20 %     note

hand-over and pace                             p50      p99      max
queueMicrotask                              200 ns  1.00 µs  20.0 µs
setImmediate                               1.10 µs  4.00 µs  50.0 µs
MessageChannel                             3.90 µs  15.0 µs   100 µs
loopback TCP, there and back               11.0 µs  27.0 µs   400 µs
other thread, shared memory and waitAsync  60.0 µs   275 µs   900 µs
other thread, worker postMessage           95.0 µs  1.20 ms  3.00 ms
other thread, loopback TCP                  130 µs   550 µs  1.00 ms
setTimeout(0)                              2.10 ms  2.20 ms  2.40 ms
setTimeout(1)                              2.10 ms  2.20 ms  2.40 ms
setTimeout(10)                             11.3 ms  11.5 ms  12.0 ms
lateness, spinning producer, 10,000/s       150 ns   240 µs   500 µs
lateness, in-loop producer, about 400/s     500 ns   100 µs  1.50 ms

loop blocked 3 times                   stall      utilization
truth                                50.0 ms  at least 27.0 %
our heartbeat and probe              49.0 ms
the runtime's monitorEventLoopDelay  10.0 µs
the runtime's eventLoopUtilization                        0 %

limited: this machine can measure, but mind what follows
  limited  spinning producer's lateness, p99: 240 µs, should be at most 100 µs: the outside producer
           is stopped now and then, and tail waits include that
  note     error of monitorEventLoopDelay: 100 %, should be at most 20 %: the runtime's own figure
           is wrong; dispatch-lab does not use it, nor should you
  note     missing in eventLoopUtilization: 100 %, should be at most 20 %: the runtime's own figure
           is wrong; dispatch-lab does not use it, nor should you`;

Deno.test("doctor() shows what was measured, what it should be, and the verdict", async () => {
  const { code, out, err } = await run([], hostWith(["latenessMs", "spinning", "p99"], 0.24));
  assertEquals(out, GOLDEN);
  assertEquals([code, err], [0, ""]);
  assert(out.split("\n").every((line) => line.length <= 100));
});

Deno.test("doctor() exits with 0 for fit and limited and 3 for unfit", async () => {
  for (
    const [stolenShare, code, verdict] of [
      [0.01, 0, "fit"],
      [0.1, 0, "limited"],
      [0.3, 3, "unfit"],
    ] as const
  ) {
    const result = await run([], hostWith(["noise", "stolenShare"], stolenShare));
    assertEquals(result.code, code);
    assertStringIncludes(result.out, `\n\n${verdict}: `);
  }
});

Deno.test("doctor() prints report, verdict and findings as JSON", async () => {
  const { code, out } = await run(["--json"], hostWith(["clock", "resolutionNs"], 2000));
  const { verdict, findings, ...report } = JSON.parse(out);
  assertEquals(code, 3);
  assertEquals(report, hostWith(["clock", "resolutionNs"], 2000));
  assertEquals([verdict, findings[0].code], ["unfit", "clock-resolution"]);
});

Deno.test("doctor() keeps a strange processor name to one line of 100 columns", async () => {
  const cpu = `Evil\u001b[2J\n${"x".repeat(200)}`;
  const { out } = await run([], hostWith(["environment", "cpu"], cpu));
  const [first, second] = out.split("\n");
  assertEquals(first.length, 100);
  assert(!first.includes("\u001b"));
  assert(second.startsWith("system"));
});

Deno.test("doctor() shows a dash where nothing could be measured", async () => {
  const { code, out } = await run([], hostWith(["latenessMs", "spinning", "p99"], null));
  assertEquals(code, 3);
  assertStringIncludes(out, "spinning producer's lateness, p99: –, should be at most 1000 µs");
});

Deno.test("doctor() exits with 4 and one line if the host could not be examined", async () => {
  const failed = await run([], { state: "failed", reason: "crashed", message: "exit code 1: no" });
  assertEquals(failed, {
    code: 4,
    out: "",
    err: "error: the host could not be examined: crashed: exit code 1: no; run doctor again",
  });
  const interrupted = await run([], { state: "interrupted" });
  assertEquals(interrupted.code, 130);
  assertStringIncludes(interrupted.err, "interrupted");
});

Deno.test("doctor() explains itself and examines nothing with --help", async () => {
  const { code, out } = await run(["--help"], () => {
    throw new Error("examined");
  });
  assertEquals(code, 0);
  assertStringIncludes(out, "--json");
});

Deno.test("doctor() refuses unknown options and arguments", async () => {
  await assertRejects(() => run(["--jsn"], healthyHost), UsageError, "--json");
  await assertRejects(() => run(["study"], healthyHost), UsageError, "study");
});

/** Runs the verb against a given outcome and collects what it prints. */
async function run(
  args: readonly string[],
  found: HostReport | DoctorOutcome | (() => never),
): Promise<{ code: number; out: string; err: string }> {
  const written = { out: [] as string[], err: [] as string[] };
  const io: Io = {
    out: (text) => written.out.push(text),
    err: (text) => written.err.push(text),
    status: () => {},
    isTerminal: false,
    columns: 80,
    directory: "/",
  };
  const code = await doctor(args, io, () => {
    if (typeof found === "function") return found();
    const outcome: DoctorOutcome = "state" in found ? found : { state: "examined", report: found };
    return Promise.resolve(outcome);
  });
  return { code, out: written.out.join("\n"), err: written.err.join("\n") };
}
