import { assertEquals, assertStringIncludes } from "@std/assert";
import { checkHost, HOST_CHECKS } from "../../../experiments/host/host_checks.ts";
import { formatFigure, type HostVerdict, judgeHost } from "../../../experiments/host/judge_host.ts";
import { healthyHost, hostWith } from "./healthy_host.ts";

// The runtime's own metrics are wrong even on a healthy host, and that is no reason to reject it.
const NOTES = ["monitor-error", "utilization-error"];

Deno.test("judgeHost() finds a healthy host fit and notes what the runtime reports wrongly", () => {
  const { verdict, findings } = judgeHost(healthyHost);
  assertEquals(verdict, "fit");
  assertEquals(
    findings.map(({ code, level }) => [code, level]),
    NOTES.map((code) => [
      code,
      "note",
    ]),
  );
});

const CASES: readonly [
  path: (string | number)[],
  value: unknown,
  code: string,
  verdict: HostVerdict,
][] = [
  [["environment", "cores"], 1, "cores", "unfit"],
  [["environment", "loadAverage"], [1.2, 0, 0], "load-average", "limited"],
  [["clock", "resolutionNs"], 1001, "clock-resolution", "unfit"],
  [["clock", "costNs"], 501, "clock-cost", "limited"],
  [["clock", "alignmentErrorNs"], 5001, "clock-alignment", "limited"],
  [["clock", "alignmentErrorNs"], 100_001, "clock-alignment", "unfit"],
  [["timers", 2, "actualMs", "p50"], 13.5, "timer-overshoot", "limited"],
  [["handOverMs", "shared-memory", "p50"], 1.1, "wake-up", "limited"],
  [["latenessMs", "spinning", "p50"], 0.0011, "spinning-lateness-p50", "limited"],
  [["latenessMs", "spinning", "p99"], 0.11, "spinning-lateness-p99", "limited"],
  [["latenessMs", "spinning", "p99"], 1.1, "spinning-lateness-p99", "unfit"],
  [["latenessMs", "onLoop", "p50"], 0.021, "loop-lateness-p50", "limited"],
  [["latenessMs", "onLoop", "p99"], 1.1, "loop-lateness-p99", "limited"],
  [["noise", "stolenShare"], 0.051, "stolen-time", "limited"],
  [["noise", "stolenShare"], 0.21, "stolen-time", "unfit"],
  [["noise", "longestGapMs"], 11, "longest-gap", "limited"],
  [["lag", "heartbeatStallMs"], 39, "heartbeat-error", "limited"],
  [["lag", "heartbeatStallMs"], 61, "heartbeat-error", "limited"],
  // What could not be measured misses every limit.
  [["latenessMs", "spinning", "p99"], null, "spinning-lateness-p99", "unfit"],
  [["timers"], [], "timer-overshoot", "limited"],
];

Deno.test("judgeHost() blames exactly the one thing that is not as it should be", () => {
  for (const [path, value, code, verdict] of CASES) {
    const judgement = judgeHost(hostWith(path, value));
    const about = `${path.join(".")} = ${value}`;
    assertEquals(judgement.verdict, verdict, about);
    assertEquals(judgement.findings.map((finding) => finding.code), [code, ...NOTES], about);
    assertEquals(judgement.findings[0].level, verdict, about);
  }
});

Deno.test("judgeHost() puts the gravest finding first", () => {
  const report = hostWith(["noise", "stolenShare"], 0.3);
  const { findings } = judgeHost({ ...report, clock: { ...report.clock, costNs: 900 } });
  assertEquals(findings.map(({ level }) => level), ["unfit", "limited", "note", "note"]);
  assertEquals(findings[0].code, "stolen-time");
});

Deno.test("judgeHost() gives the figure, the limit and what follows in one line", () => {
  const [{ message }] = judgeHost(hostWith(["latenessMs", "spinning", "p99"], 0.24321)).findings;
  assertStringIncludes(message, "p99: 243 µs, should be at most 100 µs: the outside producer is");
});

Deno.test("judgeHost() notes nothing about a runtime whose lag metrics are right", () => {
  const { lag } = healthyHost;
  const right = { ...lag, monitorStallMs: 51, reportedUtilization: 0.4 };
  assertEquals(judgeHost({ ...healthyHost, lag: right }), { verdict: "fit", findings: [] });
});

Deno.test("checkHost() passes a value that is exactly at its limit", () => {
  const result = checkHost(hostWith(["clock", "resolutionNs"], 1000))
    .find(({ check }) => check.code === "clock-resolution");
  assertEquals([result?.level, result?.value, result?.limit], ["ok", 1000, 1000]);
});

Deno.test("HOST_CHECKS has unique codes, and limits that widen with the level", () => {
  assertEquals(new Set(HOST_CHECKS.map(({ code }) => code)).size, HOST_CHECKS.length);
  for (const { code, bound, limits: { note, limited, unfit } } of HOST_CHECKS) {
    const given = [note, limited, unfit].filter((limit) => limit !== undefined);
    const widening = [...new Set(given)].sort((a, b) => bound === "at most" ? a - b : b - a);
    assertEquals(given, widening, code);
    assertEquals(given.length > 0, true, code);
  }
});

Deno.test("formatFigure() keeps three significant digits and drops empty ones", () => {
  assertEquals(formatFigure(0.0714, "µs"), "0.0714 µs");
  assertEquals(formatFigure(1000, "ns"), "1000 ns");
  assertEquals(formatFigure(91.263, "%"), "91.3 %");
  assertEquals(formatFigure(2, ""), "2");
  assertEquals(formatFigure(null, "ms"), "–");
});
