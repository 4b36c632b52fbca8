import type { HostReport } from "../../../experiments/host/host_report.ts";
import type { Distribution } from "../../../experiments/record.ts";

/** A report of a quiet machine with two cores, with round figures. */
export const healthyHost: HostReport = {
  schema: "dispatch-lab/host@1",
  environment: {
    cpu: "Example CPU",
    cores: 2,
    memoryGiB: 8,
    os: "linux 6.1 x86_64",
    runtime: { deno: "2.9.6", v8: "15.0", typescript: "6.0.3" },
    loadAverage: [0.1, 0.2, 0.3],
    clockResolutionNs: 80,
    gitCommit: null,
    gitDirty: null,
  },
  clock: { resolutionNs: 80, costNs: 90, alignmentErrorNs: 250 },
  timers: [
    { askedMs: 0, actualMs: distribution(2.1, 2.2, 2.4) },
    { askedMs: 1, actualMs: distribution(2.1, 2.2, 2.4) },
    { askedMs: 10, actualMs: distribution(11.3, 11.5, 12) },
  ],
  handOverMs: {
    "microtask": distribution(0.0002, 0.001, 0.02),
    "immediate": distribution(0.0011, 0.004, 0.05),
    "message-channel": distribution(0.0039, 0.015, 0.1),
    "tcp-echo": distribution(0.011, 0.027, 0.4),
    "shared-memory": distribution(0.06, 0.275, 0.9),
    "worker-message": distribution(0.095, 1.2, 3),
    "tcp-reply": distribution(0.13, 0.55, 1),
  },
  latenessMs: {
    spinning: distribution(0.00015, 0.03, 0.5),
    onLoop: distribution(0.0005, 0.1, 1.5),
  },
  noise: { watchedMs: 500, longestGapMs: 1.5, stolenShare: 0.01 },
  lag: {
    blocks: 3,
    trueStallMs: 50,
    trueUtilization: 0.27,
    heartbeatStallMs: 49,
    monitorStallMs: 0.01,
    reportedUtilization: 0,
  },
};

/** The same with one field changed. */
export function hostWith(path: readonly (string | number)[], value: unknown): HostReport {
  const report = structuredClone(healthyHost);
  // deno-lint-ignore no-explicit-any -- a path into any field
  const parent = path.slice(0, -1).reduce((node: any, key) => node[key], report);
  parent[path[path.length - 1]] = value;
  return report;
}

function distribution(p50: number, p99: number, max: number): Distribution {
  return { count: 100, mean: p50, sd: p50, p50, p90: p99, p99, p999: max, max };
}
