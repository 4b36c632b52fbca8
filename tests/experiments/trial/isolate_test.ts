import { assert, assertEquals, assertMatch } from "@std/assert";
import {
  type IsolateOptions,
  runIsolated,
  type TrialOutcome,
} from "../../../experiments/trial/isolate.ts";
import { planOne } from "../_planned.ts";

const { spec } = planOne("direct", "steady").trial;
/** Far more than a child needs on a busy machine. */
const AMPLE_MS = 60_000;

async function outcomeOf(
  child: string,
  options: Partial<IsolateOptions> = {},
  of = spec,
): Promise<TrialOutcome> {
  return await runIsolated(of, {
    timeoutMs: AMPLE_MS,
    entry: child === "" ? undefined : new URL(`./_children/${child}.ts`, import.meta.url),
    ...options,
  });
}

const failures: readonly [child: string, reason: string, message: RegExp][] = [
  ["says_nothing", "no-record", /^the child exited without a record$/],
  ["exits_7", "crashed", /^exit code 7: error: out of luck$/],
  ["throws", "crashed", /^exit code 1: error: .*broken on purpose/],
  ["babbles", "invalid-record", /^the record is not in the trial format$/],
  ["kills_itself", "killed", /^ended by SIGKILL$/],
  ["outlives_interrupts", "crashed", /^exit code 1: error: .*outlived [13]/],
  ["no_such_child", "crashed", /Module not found/],
];

for (const [child, reason, message] of failures) {
  Deno.test(`runIsolated() says of a child that ${child.replaceAll("_", " ")}: ${reason}`, async () => {
    const outcome = await outcomeOf(child);
    assert(outcome.state === "failed");
    assertEquals(outcome.reason, reason);
    assertMatch(outcome.message, message);
    assert(!outcome.message.includes("\n"));
  });
}

Deno.test("runIsolated() kills a child that spins for ever", async () => {
  const outcome = await outcomeOf("spins", { timeoutMs: 500 });
  assert(outcome.state === "failed");
  assertEquals(outcome.reason, "timed-out");
  assertEquals(outcome.message, "killed after 500 ms");
});

Deno.test("runIsolated() kills a trial whose task holds the loop for good", async () => {
  const { trial } = planOne("loop-immediate", "steady:hangShare=1");
  const outcome = await outcomeOf("", { timeoutMs: 1000 }, trial.spec);
  assert(outcome.state === "failed");
  assertEquals(outcome.reason, "timed-out");
});

Deno.test("runIsolated() ends a child at once when it is interrupted", async () => {
  const abort = new AbortController();
  const outcome = outcomeOf("spins", { signal: abort.signal });
  // The signal may come at any time from now on, before or after the child is up.
  setTimeout(() => abort.abort(), 50);
  assertEquals(await outcome, { state: "interrupted" });
});

Deno.test("runIsolated() knows of an interruption that came before it was called", async () => {
  const outcome = await outcomeOf("spins", { signal: AbortSignal.abort() });
  assertEquals(outcome, { state: "interrupted" });
});

Deno.test("runIsolated() takes a child that is hung up for an interruption of all", async () => {
  assertEquals(await outcomeOf("is_hung_up"), { state: "interrupted" });
});

Deno.test("runIsolated() lets a child do nothing but read the project, write its record and use the loopback", async () => {
  const outcome = await outcomeOf("trespasses");
  assert(outcome.state === "failed");
  assertEquals(
    outcome.message,
    "exit code 1: error: allowed write-record, listen-loopback, read-project",
  );
});
