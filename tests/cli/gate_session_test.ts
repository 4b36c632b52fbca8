import { assert, assertEquals } from "@std/assert";
import type { GateRequest } from "../../cli/gate_request.ts";
import { type GateOutcome, runGateJob } from "../../cli/gate_session.ts";
import { findTreeProject, readGate, type TreeProject, type TrialSpec } from "../../mod.ts";
import { hostWith } from "../experiments/host/healthy_host.ts";
import { capturedIo } from "./_captured_io.ts";
import { withDirectory } from "./_with_directory.ts";

const ROOT = new URL("../../", import.meta.url);
const config = { profile: "quick", workloads: ["steady"], tasks: 30 } as const;
const arm = { tree: null, commit: null, strategies: null };
const side = { arm, config: { ...config, strategies: ["loop-immediate"] } };

const toNoStrategy = (spec: TrialSpec): TrialSpec => ({
  ...spec,
  strategy: { name: "no-such-strategy", values: {} },
});

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
    const again = await interruptedAt({ ...requestTo(directory), force: true }, "trial 2 of 14");
    assertEquals(again, { state: "interrupted", kept: "trials" });
    const anew = await readGate(directory);
    assertEquals(anew.base.trials.length + anew.head.trials.length, 1);
  });
});

Deno.test("runGateJob() leaves an older gate alone until it has tried all cells itself", async () => {
  await withDirectory(async (parent) => {
    const directory = `${parent}/gate`;
    const request = { ...requestTo(directory), blocks: 1 };
    assertEquals(
      (await runGateJob(request, { io: capturedIo(), examine: null })).state,
      "complete",
    );
    const older = await Deno.readTextFile(`${directory}/gate.json`);
    const names = () => [...Deno.readDirSync(directory)].map(({ name }) => name).sort();
    const before = names();

    const forced = { ...request, force: true };
    const report = hostWith(["noise", "stolenShare"], 0.4);
    const unfit = await runGateJob(forced, {
      io: capturedIo(),
      examine: () => Promise.resolve({ state: "examined", report }),
      patience: { attempts: 1 },
    });
    const head = { ...side, alter: toNoStrategy };
    const failed = await runGateJob({ ...forced, head }, { io: capturedIo(), examine: null });
    for (const [outcome, state] of [[unfit, "unfit"], [failed, "failed"]] as const) {
      assert(outcome.state === state, outcome.state);
      assertEquals([outcome.comparison.verdict, outcome.paths], [state, []]);
      assert(outcome.reasons[0].endsWith(`; what "${directory}" holds is left as it was`));
    }
    assertEquals(await interruptedAt(forced, "trying"), { state: "interrupted", kept: "nothing" });
    assertEquals([await Deno.readTextFile(`${directory}/gate.json`), names()], [older, before]);
    assertEquals((await readGate(directory)).head.trials.length, 1);
  });
});

/** As much of this project as its trials take. */
async function copyProject(to: string): Promise<TreeProject> {
  const copy = async (path: string) => {
    if (!(await Deno.stat(new URL(path, ROOT))).isDirectory) {
      return await Deno.copyFile(new URL(path, ROOT), `${to}/${path}`);
    }
    await Deno.mkdir(`${to}/${path}`, { recursive: true });
    for await (const { name } of Deno.readDir(new URL(path, ROOT))) await copy(`${path}/${name}`);
  };
  await Deno.mkdir(to);
  const paths = ["deno.json", "deno.lock", "LICENSE", "links", "strategies", "experiments"];
  for (const path of paths) await copy(path);
  const project = await findTreeProject({ kind: "directory", root: to, directory: to });
  return project!;
}

Deno.test("runGateJob() fails if the code of a side is edited while it runs", async () => {
  await withDirectory(async (parent) => {
    const tree = await Deno.realPath(parent) + "/tree";
    const head = { ...side, arm: { ...arm, tree: "./tree" }, project: await copyProject(tree) };
    const io = capturedIo();
    const edit = (text: string) => {
      if (!text.startsWith("trial 3 of 4")) return;
      Deno.writeTextFileSync(`${tree}/strategies/direct.ts`, "// edited\n", { append: true });
    };
    const outcome = await runGateJob({ ...requestTo(`${parent}/gate`), head, blocks: 2 }, {
      io: { ...io, err: edit, status: edit },
      examine: null,
    });
    assert(outcome.state === "failed", outcome.state);
    assertEquals(outcome.reasons, [
      "the code of the head (./tree) changed while the gate ran, so its trials are not alike: " +
      "run it again",
    ]);
    assertEquals(outcome.comparison.verdict, "failed");
    assertEquals((await readGate(`${parent}/gate`)).head.trials.length, 2);
  });
});

Deno.test("runGateJob() tells the trials of one arm what is injected into them", async () => {
  await withDirectory(async (parent) => {
    const directory = `${parent}/gate`;
    const request = requestTo(directory);
    const head = { ...side, alter: toNoStrategy };
    const outcome = await runGateJob({ ...request, head }, {
      io: capturedIo(),
      examine: null,
    });
    assert(outcome.state === "failed", outcome.state);
    assert(outcome.reasons[0].startsWith("the head cannot be measured: loop-immediate"));
    assertEquals(outcome.comparison.verdict, "failed");
    assertEquals((await readGate(directory)).document.host.before.verdict, "limited");
  });
});
