import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { calibrationText, calibrationVerdict, rowsOffBar } from "../../cli/calibration_text.ts";
import { main } from "../../cli/main.ts";
import type { Calibration, CalibrationRow } from "../../experiments/calibration/mod.ts";
import { capturedIo } from "./_captured_io.ts";
import { withDirectory } from "./_with_directory.ts";

const TINY = ["calibrate:intervals", "--studies", "4", "--blocks", "2", "--rho", "0.3"];

Deno.test("calibrate:intervals prints a row an interval and a verdict, and keeps the figures", async () => {
  await withDirectory(async (directory) => {
    const io = capturedIo();
    const out = `${directory}/calibration.json`;
    const code = await main([...TINY, "--tasks", "300", "--out", out], io);
    assertEquals(code, 3, io.errLines.join("\n"));
    assertEquals(io.errLines, [1, 2, 3, 4].map((done) => `${done} of 4 studies`));
    const text = io.outLines.join("\n");
    assertEquals(io.outLines.filter((line) => line.startsWith("0.3 ")).length, 18);
    assertStringIncludes(text, "ρ = 0.3, 300 tasks a trial");
    assertStringIncludes(text, "Too few studies to conclude");
    assertStringIncludes(text, "takes 1000 of them");
    const kept: Calibration = JSON.parse(await Deno.readTextFile(out));
    assertEquals(kept.plan.loads, [{ utilization: 0.3, tasks: 300 }]);
    assertEquals(kept.rows.length, 18);
  });
});

Deno.test("calibrate:intervals refuses bad input with one line, and exit code 2", async () => {
  const cases = [
    [["--blocks", "1"], "--blocks must be at least 2, got 1"],
    [["--rho", "0.5,1"], "--rho must be above 0 and below 1, got 1"],
    [["--rho", "half"], "got half"],
    [["--rho", "0.5,0.8,0.50"], "--rho must name each utilization once, got 0.5 twice"],
    [["--studies", "1000001"], "--studies must be at most 1000000, got 1000001"],
    [["--tasks", "0"], "--tasks must be a whole number from 1 to 10000000, got 0"],
    [["--tasks", "1,2"], "one number or one for each of 3 utilizations, got 2"],
    [["--studies", "1.5"], "got 1.5"],
    [["--out", "/nowhere/at/all.json"], "/nowhere/at/all.json"],
  ] as const;
  for (const [args, message] of cases) {
    const io = capturedIo();
    assertEquals(await main(["calibrate:intervals", ...args], io), 2);
    assertEquals(io.errLines.length, 1);
    assertStringIncludes(io.errLines[0], message);
  }
});

Deno.test("rowsOffBar() judges the wait alone, limits included", () => {
  const row = (series: CalibrationRow["series"], covered: number): CalibrationRow => ({
    ...{ utilization: 0.5, tasks: 9, series, statistic: "p50", truthMs: 0, covered },
    ...{ above: 1000 - covered, below: 0, meanHalfWidthMs: 1, unwarnedCovered: 0, naive: null },
  });
  const calibration: Calibration = {
    plan: { studies: 1000, blocks: 5, loads: [], longRunTasks: 1, seed: 1 },
    loads: [{ utilization: 0.5, tasks: 9, warned: 1000, warnings: {} }],
    rows: [
      ...[929, 930, 970, 971].map((covered) => row("waitMs", covered)),
      row("serviceMs", 0),
    ],
  };
  assertEquals(rowsOffBar(calibration).map(({ covered }) => covered), [929, 971]);
  const text = calibrationText(calibration);
  assertStringIncludes(text, "p50 at ρ = 0.5 (92.9 %), p50 at ρ = 0.5 (97.1 %)");
  assert(!/NaN|null|undefined/.test(text));
  assertEquals(calibrationVerdict(calibration), "off-bar");
  assertEquals(calibrationVerdict({ ...calibration, rows: [row("waitMs", 950)] }), "holds");
  const few = { ...calibration, plan: { ...calibration.plan, studies: 999 } };
  assertEquals(calibrationVerdict({ ...few, rows: [row("waitMs", 950)] }), "too-few-studies");
  assertStringIncludes(
    calibrationText({ ...calibration, rows: [row("waitMs", 950)] }),
    "Every 95 % interval of the wait covers the truth in 93 to 97 % of the studies.",
  );
});
