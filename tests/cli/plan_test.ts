import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { main } from "../../cli/main.ts";
import type { StoredStudy } from "../../experiments/study_document.ts";
import type { CapacityPlan } from "../../reports/capacity/capacity_plan.ts";
import { cell, study } from "../reports/_records.ts";
import { exponentialValues, PLANNABLE, profiled } from "../reports/capacity/_profiled.ts";
import { capturedIo } from "./_captured_io.ts";
import { withDirectory } from "./_with_directory.ts";

const UNSTABLE = {
  stability: { state: "unstable", reason: "overload", growthMsPerSecond: 250 },
} as const;
const RING = cell("thread-ring", { workload: "burst", placement: "outside" });
const STABLE = study([
  profiled(PLANNABLE, 0, exponentialValues(0.1)),
  profiled(PLANNABLE, 1, exponentialValues(0.11), 0.05, { order: 2 }),
  profiled(RING, 0, exponentialValues(0.1), 0.05, { ...UNSTABLE, order: 1 }),
]);
const OVERLOADED = study([profiled(PLANNABLE, 0, exponentialValues(0.1), 0.05, UNSTABLE)]);

/** Writes a study as bench does. */
function keep(directory: string, { document, trials }: StoredStudy, cut = 0): string {
  Deno.mkdirSync(directory);
  Deno.writeTextFileSync(`${directory}/study.json`, JSON.stringify(document));
  const lines = trials.map((trial) => JSON.stringify(trial) + "\n").join("");
  Deno.writeTextFileSync(`${directory}/trials.ndjson`, lines.slice(0, lines.length - cut));
  return directory;
}

const RATE = ["--rate", "1e5"];
const SLO = ["--slo", "p99=2ms"];
const QUICK = ["--customers", "1e5"];
const ENDLESS = ["--customers", "1e8"];

Deno.test("main() plan refuses unusable input with one line, and exit code 2", async () => {
  await withDirectory(async (directory) => {
    const stable = keep(`${directory}/stable`, STABLE);
    const overloaded = keep(`${directory}/overloaded`, OVERLOADED);
    const { document } = STABLE;
    const foreign = keep(`${directory}/foreign`, {
      ...STABLE,
      document: { ...document, schema: "dispatch-lab/study@2" as typeof document.schema },
    });
    const empty = keep(`${directory}/empty`, { ...STABLE, trials: [] });
    const damaged = keep(`${directory}/damaged`, STABLE);
    Deno.writeTextFileSync(`${damaged}/trials.ndjson`, '{"schema":"dispatch-lab/trial@2"}\n');
    Deno.writeTextFileSync(`${directory}/file`, "");
    const planned = `${directory}/planned`;
    Deno.mkdirSync(planned);
    Deno.writeTextFileSync(`${planned}/plan.json`, "{}");
    const of = (from: string, ...more: string[]) => ["--from", from, ...RATE, ...SLO, ...more];
    const cases: [string[], string][] = [
      [["--from", stable, ...SLO], "--rate is missing: write --rate 1e6"],
      [["--from", stable, ...RATE], "--slo is missing: write --slo p99=10ms"],
      [["--from", stable, "--rate", "0", ...SLO], "--rate must be a number above 0, got 0"],
      [["--from", stable, "--rate", "fast", ...SLO], "got fast"],
      [["--from", stable, "--rate", "1e-300", ...SLO], "at least 0.001 tasks a second"],
      [["--from", stable, ...RATE, "--slo", "p99=10"], "needs a unit"],
      [of(stable, "--arrivals", "poison"), 'did you mean "poisson"?'],
      [of(stable, "--arrivals", "scv=-1"), "must be a number from 0 to 100, got -1"],
      [of(stable, "--arrivals", "scv=101"), "must be at most 100, got 101: neither formula"],
      [of(stable, "--customers", "10"), "from 10000 to 100000000, got 10"],
      [of(stable, "--seed=-1"), "--seed must be a whole number from 0"],
      [["--from", stable, "--rate", "-5", ...SLO], "--rate must be a number above 0, got -5"],
      [of(stable, "--seed", "-1"), "--seed must be a whole number from 0, got -1"],
      [of(stable, "-5"), "unknown option -5"],
      [of(`${directory}/file`), "is a file: --from takes the directory that a study is in"],
      [of(stable, "--strategy", "queue-notifed"), 'did you mean "queue-notified"?'],
      [of(stable, "--workload", "trace"), "it has poisson, burst"],
      [of(stable, "--placement", "inside"), 'has no placement "inside"'],
      [of(stable, "--workload", "burst", "--strategy", "queue-notified"), "of that combination"],
      [of(stable, "stray"), 'unexpected argument "stray"'],
      [of(stable, "--rat", "5"), "did you mean --rate?"],
      [of(`${directory}/absent`), "holds no study"],
      [of(foreign), "of another version"],
      [of(damaged), "damaged at line 1"],
      [of(overloaded), "queue-notified under poisson (outside): unstable (overload"],
      [of(empty), "cannot plan from any of 2 cells"],
      [
        ["--from", stable, ...RATE, "--slo", "p99=0.1ms", "--strategy", "queue-notified"],
        "no number of loops meets p99 sojourn ≤ 100 µs: wake-up and service alone take",
      ],
      // Simulations of that many would take minutes: it is refused before.
      [of(stable, ...ENDLESS, "--out", `${directory}/file`), "is not a directory"],
      [of(stable, ...ENDLESS, "--out", planned), "holds a plan already (plan.json)"],
    ];
    for (const [args, message] of cases) {
      const io = capturedIo();
      const code = await main(["plan", ...args], io);
      const shown = `${args.join(" ")} → ${io.errLines.join(" ⏎ ")}`;
      assertEquals(code, 2, shown);
      assertEquals(io.errLines.length, 1, shown);
      assertMatch(io.errLines[0], /^error: /, shown);
      assertStringIncludes(io.errLines[0], message, shown);
    }
  });
});

Deno.test("main() plan answers from a study, by formula and by simulation", async () => {
  await withDirectory(async (directory) => {
    const from = keep(`${directory}/study`, STABLE);
    const io = capturedIo();
    const out = `${directory}/plan`;
    const args = ["plan", "--from", from, ...RATE, ...SLO, ...QUICK, "--out", `${out}/`];
    assertEquals(await main(args, io), 0, io.errLines.join("\n"));
    const text = io.outLines.join("\n");
    for (
      const part of [
        "100,000 tasks/s, p99 sojourn ≤ 2.00 ms, 100,000 tasks a simulation",
        "queue-notified, poisson (outside)",
        "one shared queue",
        "a queue each, sent at random",
        "M/G/1 with set-up",
        "simulation",
        "thread-ring, burst (outside): unstable (overload",
        "what must hold",
        `${out}/plan.md`,
        `${out}/plan.json`,
      ]
    ) assertStringIncludes(text, part);
    const plan: CapacityPlan = JSON.parse(await Deno.readTextFile(`${out}/plan.json`));
    assertEquals(plan.schema, "dispatch-lab/plan@1");
    assertEquals([plan.cells.length, plan.refused.length], [1, 1]);
    const { deployments } = plan.cells[0];
    assert(deployments.every(({ verdict }) => verdict === "agree"));
    assertStringIncludes(
      await Deno.readTextFile(`${out}/plan.md`),
      "# dispatch-lab capacity plan",
    );

    // The same seed gives the same plan; what is there is replaced if asked, and nothing else is left.
    const again = capturedIo();
    assertEquals(await main([...args, "--force"], again), 0);
    assertEquals(again.outLines, io.outLines);
    assertEquals([...Deno.readDirSync(out)].map(({ name }) => name).sort(), [
      "plan.json",
      "plan.md",
    ]);

    // It may lie beside the study.
    assertEquals(await main([...args, "--out", from], capturedIo()), 0);
    assert((await Deno.stat(`${from}/plan.json`)).isFile);
  });
});

Deno.test("main() plan uses what a study that was cut off has", async () => {
  await withDirectory(async (directory) => {
    const from = keep(`${directory}/study`, STABLE, 100);
    const io = capturedIo();
    assertEquals(await main(["plan", "--from", from, ...RATE, ...SLO, ...QUICK], io), 0);
    const lines = io.outLines.join("\n").split("\n");
    const warned = lines.findIndex((line) =>
      line.startsWith("! incomplete: only 2 of 4 trials have run")
    );
    // Before the first number that rests on them.
    assert(warned > 0 && warned < lines.findIndex((line) => line.startsWith("deployment")));
  });
});
