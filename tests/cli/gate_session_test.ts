import { assert, assertEquals } from "@std/assert";
import type { GateRequest } from "../../cli/gate_request.ts";
import { type GateOutcome, runGateJob } from "../../cli/gate_session.ts";
import { readGate, type TrialSpec } from "../../mod.ts";
import { capturedIo } from "./_captured_io.ts";
import { withDirectory } from "./_with_directory.ts";

const config = { profile: "quick", workloads: ["steady"], tasks: 30 } as const;
const arm = { tree: null, commit: null, strategies: null };
const side = { arm, config: { ...config, strategies: ["loop-immediate"] } };

function requestTo(directory: string): GateRequest {
  return {
    directory,
    force: false,
    config,
    base: side,
    head: side,
    seed: 1,
    blocks: 7,
    confirmationBlocks: 7,
    metrics: [{ metric: "notCompleted", delta: 0 }],
    repeatCommand: "deno task gate",
  };
}

/** Runs a job that is interrupted as soon as it says so. */
async function interruptedAt(request: GateRequest, said: string): Promise<GateOutcome> {
  const abort = new AbortController();
  const io = capturedIo();
  const hear = (text: string) => {
    if (text.startsWith(said)) abort.abort();
  };
  return await runGateJob(request, {
    io: { ...io, err: hear, status: hear },
    signal: abort.signal,
    examine: null,
  });
}

Deno.test("runGateJob() keeps what was measured when it is interrupted", async () => {
  await withDirectory(async (parent) => {
    const directory = `${parent}/gate`;
    const outcome = await interruptedAt(requestTo(directory), "trial 3 of 14");
    assertEquals(outcome, { state: "interrupted", kept: "trials" });
    const { document, base, head } = await readGate(directory);
    assertEquals(document.end, "interrupted");
    assertEquals(base.trials.length + head.trials.length, 2);
    await Deno.stat(`${directory}/gate.md`).then(() => assert(false, "a verdict"), () => {});

    // By force it is begun anew, not gone on with.
    const again = await interruptedAt({ ...requestTo(directory), force: true }, "trying");
    assertEquals(again, { state: "interrupted", kept: "trials" });
    assertEquals((await readGate(directory)).base.trials, []);
  });
});

Deno.test("runGateJob() tells the trials of one arm what is injected into them", async () => {
  await withDirectory(async (parent) => {
    const directory = `${parent}/gate`;
    const request = requestTo(directory);
    const alter = (spec: TrialSpec): TrialSpec => ({
      ...spec,
      strategy: { name: "no-such-strategy", values: {} },
    });
    const outcome = await runGateJob({ ...request, head: { ...side, alter } }, {
      io: capturedIo(),
      examine: null,
    });
    assert(outcome.state === "failed", outcome.state);
    assert(outcome.reasons[0].startsWith("the head cannot be measured: loop-immediate"));
    assertEquals(outcome.comparison.verdict, "failed");
    assertEquals((await readGate(directory)).document.host.before.verdict, "limited");
  });
});
