import { assert, assertEquals } from "@std/assert";
import { HAND_OVERS } from "../../../experiments/host/host_report.ts";
import { runDoctor } from "../../../experiments/host/run_doctor.ts";
import type { Distribution } from "../../../experiments/record.ts";

Deno.test("runDoctor() measures everything in a confined child", async () => {
  const outcome = await runDoctor({ scale: 0.03 });
  assert(outcome.state === "examined", JSON.stringify(outcome));
  const { report } = outcome;
  assertEquals(report.schema, "dispatch-lab/host@1");
  assertEquals(Object.keys(report.handOverMs), [...HAND_OVERS]);
  assertEquals(report.timers.map(({ askedMs }) => askedMs), [0, 1, 10]);
  assertFinite(report);

  const { clock, timers, handOverMs, latenessMs, noise, lag } = report;
  assert(clock.resolutionNs > 0 && clock.costNs > 0 && clock.alignmentErrorNs > 0);
  for (
    const { count, p50, p99, max } of [
      ...timers.map(({ actualMs }) => actualMs),
      ...Object.values(handOverMs),
      ...Object.values(latenessMs),
    ] as Required<Distribution>[]
  ) {
    assert(count >= 9, `${count} samples`);
    assert(p50! <= p99! && p99! <= max!);
  }
  for (const lateness of Object.values(latenessMs)) assert(lateness.p50! >= 0);
  assert(noise.watchedMs >= 15);
  assert(noise.stolenShare >= 0 && noise.stolenShare <= 1);
  assert(noise.longestGapMs > 0 && noise.longestGapMs <= noise.watchedMs);
  assertEquals(lag.blocks, 3);
  assert(lag.trueStallMs >= 50);
  assert(lag.trueUtilization > 0 && lag.trueUtilization < 1);
});

Deno.test("runDoctor() can be interrupted", async () => {
  const controller = new AbortController();
  const running = runDoctor({ signal: controller.signal });
  controller.abort();
  assertEquals(await running, { state: "interrupted" });
});

/** Anything that became NaN or infinite in the child is null in its JSON. */
function assertFinite(value: unknown, path = "report"): void {
  if (path.startsWith("report.environment")) return;
  if (typeof value === "object" && value !== null) {
    for (const [key, child] of Object.entries(value)) assertFinite(child, `${path}.${key}`);
  } else if (typeof value !== "string") {
    assert(Number.isFinite(value), `${path} is ${value}`);
  }
}
