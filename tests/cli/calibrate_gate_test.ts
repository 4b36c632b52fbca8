import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { calibrateGate, type RunSeriesGate } from "../../cli/calibrate_gate.ts";
import { runSeries } from "../../cli/gate_series.ts";
import { countSeriesHypotheses } from "../../cli/gate_series_job.ts";
import {
  expectedGateMs,
  planSeries,
  type SeriesGate,
  type SeriesOutcome,
  seriesRows,
} from "../../cli/gate_series_plan.ts";
import { main } from "../../cli/main.ts";
import { StudyStoreError } from "../../mod.ts";
import { capturedIo } from "./_captured_io.ts";
import { withDirectory } from "./_with_directory.ts";

const SIZES = {
  gates: 6,
  injections: ["service-1.10"],
  conditions: ["quiet"],
  blocks: 13,
  confirmationBlocks: 30,
  seed: 1,
} as const;

/** Finds every slow-down and nothing else. */
const perfect = ({ injection }: SeriesGate): SeriesOutcome => ({
  state: "judged",
  finding: {
    alarmed: injection !== null,
    verdict: injection === null ? "equivalent" : "regressed",
    regressed: injection === null ? [] : ["saturated throughputPerSecond"],
    rivals: ["lastRun"],
  },
});

Deno.test("calibrate:gate simulates, prints its tables and keeps them", async () => {
  await withDirectory(async (directory) => {
    const io = capturedIo();
    const out = `${directory}/new`;
    const args = ["--gates", "3", "--noise", "spikes,gaussian", "--out", out];
    assertEquals(await main(["calibrate:gate", ...args], io), 3, io.errLines.join("\n"));
    assertEquals(io.errLines.at(-1), "6 of 6 simulated gates");
    const text = io.outLines.join("\n");
    assertStringIncludes(text, "| spikes | 3 |");
    assertStringIncludes(text, "too few gates to tell");
    assert(!/NaN|undefined|null/.test(text));
    const kept = await Deno.readTextFile(`${out}/calibration.md`);
    assertStringIncludes(kept, "| gaussian | 10 % more service | 3 |");
    const { rows } = JSON.parse(await Deno.readTextFile(`${out}/calibration.json`));
    assertEquals(rows.length, 16);
    assertStringIncludes(text, "22 metrics in 4 cells");
    const second = capturedIo();
    assertEquals(await main(["calibrate:gate", ...args], second), 2);
    assertEquals([second.outLines.length, second.errLines.length], [0, 1]);
    assertStringIncludes(second.errLines[0], "holds a calibration already (calibration.md)");
    assertEquals(await Deno.readTextFile(`${out}/calibration.md`), kept);
    const other = ["--gates", "2", "--noise", "drift", "--out", out, "--force"];
    assertEquals(await main(["calibrate:gate", ...other], capturedIo()), 3);
    assertStringIncludes(await Deno.readTextFile(`${out}/calibration.md`), "| drift | 2 |");
  });
});

Deno.test("calibrate:gate refuses bad input with one line, and exit code 2", async () => {
  const cases = [
    [["--gates", "-1"], "--gates must be a whole number from 0, got -1"],
    [["--gates", "1000001"], "--gates must be at most 1000000"],
    [["--gates", "0"], "--gates 0 leaves nothing to do"],
    [["--blocks", "11"], "at least 12, got 11: fewer cannot raise an alarm among 22 metrics"],
    [["--confirmation-blocks", "11"], "--confirmation-blocks must be at least 12, got 11"],
    [
      ["--gates", "0", "--machine", "5", "--blocks", "10"],
      "at least 11, got 10: fewer cannot raise an alarm among 11 metrics",
    ],
    [["--machine", "5", "--blocks", "11"], "among 22 metrics"],
    [["--noise", "drfit"], "did you mean drift?"],
    [["--noise", "pink noise of 1/f"], "known are gaussian, drift, sticky, spikes"],
    [["--inject", "service-1.10"], "--inject needs --machine N"],
    [["--machine", "5", "--inject", "service-1.1"], "did you mean service-1.10?"],
    [["--load"], "--load needs --machine N"],
    [["--machine", "5", "--resume"], "name it with --out DIR"],
    [["--machine", "5", "--resume", "--force", "--out", "/proc/nowhere"], "give one"],
    [["--machine", "1.5"], "got 1.5"],
    [["--out", "/proc/nowhere", "--gates", "1"], "/proc/nowhere"],
  ] as const;
  for (const [args, message] of cases) {
    const io = capturedIo();
    assertEquals(await main(["calibrate:gate", ...args], io), 2, args.join(" "));
    assertEquals(io.errLines.length, 1, args.join(" "));
    assertStringIncludes(io.errLines[0], message);
  }
});

Deno.test("calibrate:gate says first how long real gates take, then what they found", async () => {
  await withDirectory(async (out) => {
    const io = capturedIo();
    const under: string[] = [];
    const run: RunSeriesGate = (gate) => {
      under.push(gate.condition);
      return Promise.resolve(perfect(gate));
    };
    const args = ["--gates", "0", "--machine", "400", "--inject", "wake-up-50us", "--out", out];
    assertEquals(await calibrateGate(args, io, run), 0, io.outLines.join("\n"));
    // 400 × 26 s and 133 × 56 s.
    assertStringIncludes(io.errLines[0], "533 real gates, some 4 h 57 min in all");
    const text = io.outLines.join("\n");
    assertStringIncludes(text, "(11 metrics that decide), 13 blocks");
    assertStringIncludes(text, "| this machine | 400 | 0 % | 0 % [0.0, 1.0] |");
    assertStringIncludes(text, "| this machine | 50 µs more to wake up | 133 | 100 % |");
    assertEquals(new Set(under), new Set(["quiet"]));
    // The same again is not run again.
    const again = capturedIo();
    const never: RunSeriesGate = () => Promise.reject(new Error("run again"));
    assertEquals(await calibrateGate([...args, "--resume"], again, never), 0);
    assertEquals(again.outLines, io.outLines);
    for (const more of [[], ["--force"]]) {
      const begun = () => calibrateGate([...args, ...more], capturedIo(), never);
      await assertRejects(begun, Error, "holds real gates");
    }
    await assertRejects(
      () => calibrateGate([...args, "--resume", "--seed", "2"], capturedIo(), never),
      Error,
      "holds gates with another seed",
    );
  });
});

Deno.test("calibrate:gate shows what it has when it is interrupted, and how to go on", async () => {
  await withDirectory(async (out) => {
    const io = capturedIo();
    let left = 3;
    const run: RunSeriesGate = (gate) => Promise.resolve(left-- > 0 ? perfect(gate) : null);
    const args = ["--gates", "0", "--machine", "6", "--out", out];
    assertEquals(await calibrateGate(args, io, run), 130);
    assertStringIncludes(io.errLines.join("\n"), `--resume --out ${out}`);
    assertStringIncludes(io.outLines.join("\n"), "3 gates of queue-notified");
  });
});

Deno.test("calibrate:gate takes a log whose first record was cut off for one that was begun", async () => {
  await withDirectory(async (out) => {
    await Deno.writeTextFile(`${out}/gates.ndjson`, '{"name":"quiet-sa');
    const run: RunSeriesGate = (gate) => Promise.resolve(perfect(gate));
    const args = ["--gates", "0", "--machine", "2", "--out", out];
    await assertRejects(() => calibrateGate(args, capturedIo(), run), Error, "holds real gates");
    await calibrateGate([...args, "--resume"], capturedIo(), run);
    const lines = (await Deno.readTextFile(`${out}/gates.ndjson`)).trimEnd().split("\n");
    assertEquals(lines.map((line) => JSON.parse(line).state), new Array(12).fill("judged"));
  });
});

Deno.test("calibrate:gate leaves out gates without a verdict and names them", async () => {
  await withDirectory(async (out) => {
    const io = capturedIo();
    const run: RunSeriesGate = () =>
      Promise.resolve({ state: "no-verdict", reasons: ["the head cannot be measured"] });
    const args = ["--gates", "0", "--machine", "1", "--out", out];
    assertEquals(await calibrateGate(args, io, run), 4);
    const said = "no verdict: quiet-same-000: the head cannot be measured";
    assert(io.errLines.includes(said), io.errLines.join("\n"));
  });
});

Deno.test("countSeriesHypotheses() counts six metrics that decide where a loop rests, five where it does not", () => {
  assertEquals(countSeriesHypotheses(), 11);
});

Deno.test("planSeries() spreads gates of all kinds over each condition, each with a seed of its own", () => {
  const gates = planSeries({ ...SIZES, gates: 60, conditions: ["quiet", "busy"] });
  assertEquals(gates.length, 160);
  assertEquals(gates.map(({ condition }) => condition).indexOf("busy"), 80);
  const places = gates.slice(0, 80).flatMap(({ injection }, at) => injection === null ? [] : at);
  assertEquals(places.length, 20);
  assert(places[0] < 5 && places.at(-1)! > 75);
  assertEquals(new Set(gates.map(({ seed }) => seed)).size, 160);
  assertEquals(new Set(gates.map(({ name }) => name)).size, 160);
  // Fewer than 10 of a slow-down say nothing.
  assertEquals(planSeries(SIZES).length, 16);
});

Deno.test("expectedGateMs() is 26 s for a gate, and half a minute more for one that will alarm", () => {
  const expected = (injected: boolean) =>
    expectedGateMs(planSeries(SIZES).find(({ injection }) => (injection !== null) === injected)!);
  assertEquals([expected(false), expected(true)], [26_000, 56_000]);
});

Deno.test("runSeries() goes on where it was interrupted, also in the middle of a line", async () => {
  await withDirectory(async (directory) => {
    const path = `${directory}/gates.ndjson`;
    const gates = planSeries(SIZES);
    const ran: string[] = [];
    const remaining: number[] = [];
    const runner = (most: number) => ({
      run: (gate: SeriesGate) => {
        if (ran.length >= most) return Promise.resolve(null);
        ran.push(gate.name);
        return Promise.resolve(perfect(gate));
      },
      progress: ({ remainingMs }: { remainingMs: number }) => void remaining.push(remainingMs),
      now: () => 0,
    });
    const first = await runSeries(gates, path, runner(5));
    assertEquals([first.state, first.records.length], ["interrupted", 5]);
    await Deno.writeTextFile(path, '{"name":"quiet-sa', { append: true });
    const second = await runSeries(gates, path, runner(Infinity));
    assertEquals([second.state, second.records.length], ["complete", 16]);
    assertEquals(ran, gates.map(({ name }) => name));
    assertEquals((await Deno.readTextFile(path)).trim().split("\n").length, 16);
    assertEquals(remaining[0], gates.reduce((sum, gate) => sum + expectedGateMs(gate), 0));
    assertEquals(remaining.at(-1), 0);
    await assertRejects(
      () => runSeries(planSeries({ ...SIZES, blocks: 20 }), path, runner(Infinity)),
      StudyStoreError,
      "another blocks (13, not 20)",
    );
  });
});

Deno.test("seriesRows() adds up a condition and slow-down each, without gates that have no verdict", () => {
  const gates = planSeries({ ...SIZES, conditions: ["quiet", "busy"] });
  const unjudged = gates.find(({ injection }) => injection === null);
  const rows = seriesRows(
    gates.map((gate) =>
      gate === unjudged
        ? { ...gate, state: "no-verdict", reasons: ["unfit"] }
        : { ...gate, ...perfect(gate) }
    ),
  );
  assertEquals(rows.map(({ noise, injection, gates }) => [noise, injection, gates]), [
    ["this machine", null, 5],
    ["this machine", "10 % more service", 10],
    ["this machine, a core busy", null, 6],
    ["this machine, a core busy", "10 % more service", 10],
  ]);
});
