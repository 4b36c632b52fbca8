import { assertEquals, assertStringIncludes } from "@std/assert";
import { examineFitness, findLateProducers } from "../../../experiments/gate/host_fitness.ts";
import type { StoredArms } from "../../../experiments/gate_document.ts";
import type { HostReport } from "../../../experiments/host/host_report.ts";
import type { DoctorOutcome } from "../../../experiments/host/run_doctor.ts";
import { healthyHost, hostWith } from "../host/healthy_host.ts";

const inside = [{ placement: "inside" }] as const;
const outside = [{ placement: "outside" }] as const;
const busy = hostWith(["noise", "stolenShare"], 0.4);

/** Gives one report after the other, the last for good. */
function examiner(...found: (HostReport | DoctorOutcome)[]) {
  const asked: number[] = [];
  return {
    asked,
    examine: () => {
      const next = found[Math.min(asked.push(1), found.length) - 1];
      const outcome: DoctorOutcome = "state" in next ? next : { state: "examined", report: next };
      return Promise.resolve(outcome);
    },
  };
}

Deno.test("examineFitness() counts only what concerns the trials of the gate", async () => {
  for (
    const [report, ofInside, ofOutside] of [
      [healthyHost, "fit", "fit"],
      [hostWith(["clock", "alignmentErrorNs"], 200_000), "fit", "unfit"],
      [hostWith(["latenessMs", "spinning", "p99"], 2), "fit", "unfit"],
      [hostWith(["latenessMs", "onLoop", "p99"], 2), "limited", "fit"],
      [busy, "unfit", "unfit"],
      [hostWith(["environment", "cores"], 1), "unfit", "unfit"],
    ] as const
  ) {
    const options = { attempts: 1 };
    const verdicts = [
      await examineFitness(examiner(report).examine, inside, options),
      await examineFitness(examiner(report).examine, outside, options),
    ].map((fitness) => fitness?.verdict);
    assertEquals(verdicts, [ofInside, ofOutside]);
  }
});

Deno.test("examineFitness() gives a host that is unfit for a moment another chance", async () => {
  const told: string[] = [];
  const options = {
    pauseMs: 0,
    again: ({ reasons }: { reasons: readonly string[] }) => void told.push(reasons[0]),
  };
  const once = examiner(busy, healthyHost);
  assertEquals((await examineFitness(once.examine, inside, options))?.verdict, "fit");
  assertEquals([once.asked.length, told.length], [2, 1]);
  const always = examiner(busy);
  const found = await examineFitness(always.examine, inside, options);
  assertEquals([found?.verdict, always.asked.length], ["unfit", 3]);
  assertStringIncludes(found!.reasons[0], "time stolen from a spinning loop: 40 %");
});

Deno.test("examineFitness() does not hold the gate's own load against the host", async () => {
  const loaded = hostWith(["environment", "loadAverage"], [4, 1, 1]);
  const verdictWhen = async (when: "before" | "after") =>
    (await examineFitness(examiner(loaded).examine, inside, { when }))?.verdict;
  assertEquals([await verdictWhen("before"), await verdictWhen("after")], ["limited", "fit"]);
});

Deno.test("examineFitness() finds a host unfit that cannot be examined, and stops if it is told to", async () => {
  const broken = examiner({ state: "failed", reason: "timed-out", message: "killed" });
  assertEquals(await examineFitness(broken.examine, inside, { attempts: 1 }), {
    verdict: "unfit",
    reasons: ["the host cannot be examined: timed-out: killed"],
  });
  assertEquals(await examineFitness(examiner({ state: "interrupted" }).examine, inside), null);
  const abort = new AbortController();
  const { examine, asked } = examiner(busy);
  const again = () => abort.abort();
  assertEquals(await examineFitness(examine, inside, { signal: abort.signal, again }), null);
  assertEquals(asked.length, 1);
});

/** Arms of one cell whose trials have these figures. */
function armsWith(
  placement: string,
  p99s: Record<"base" | "head", readonly [latenessMs: number, callMs: number]>,
): StoredArms {
  const cell = { strategy: "io-tcp", workload: "steady", placement };
  const arm = ([latenessMs, callMs]: readonly [number, number]) => ({
    document: { cells: [cell] },
    // One trial that was stopped is no host that stops them.
    trials: [latenessMs, 500, latenessMs].map((p99) => ({
      state: "measured",
      cell,
      metrics: { latenessMs: { p99 }, dispatchCallMs: { p99: callMs } },
    })),
  });
  return { base: arm(p99s.base), head: arm(p99s.head) } as unknown as StoredArms;
}

Deno.test("findLateProducers() finds threads that the host stopped in both arms", () => {
  const late = findLateProducers(armsWith("outside", { base: [4, 0.1], head: [3.1, 0.1] }));
  assertEquals(late.length, 1);
  assertStringIncludes(late[0], "io-tcp, steady were late by 3 ms");
});

Deno.test("findLateProducers() leaves what a strategy does to its own producer to the verdict", () => {
  for (
    const arms of [
      armsWith("outside", { base: [0.1, 0.1], head: [0.9, 0.1] }),
      armsWith("outside", { base: [0.1, 0.1], head: [40, 0.1] }),
      armsWith("outside", { base: [40, 40], head: [40, 40] }),
      armsWith("inside", { base: [40, 0.1], head: [40, 0.1] }),
    ]
  ) {
    assertEquals(findLateProducers(arms), []);
  }
});
