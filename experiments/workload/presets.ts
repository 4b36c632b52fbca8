/**
 * The workloads that can be chosen by name.
 *
 * Each default makes sense in a trial of a quarter of a second as well as in one of some seconds, and
 * is what one loop can carry.
 *
 * @module
 */
import {
  resolveParameters,
  type Selection,
  UnknownNameError,
} from "../../strategies/parameters.ts";
import { mixed } from "./_mixed.ts";
import { definePreset, rate, type WorkloadPreset } from "./_preset.ts";
import { traceParameters } from "./trace_workload.ts";
import type { Workload } from "./workload.ts";

export type { WorkloadPreset } from "./_preset.ts";

/** Name of a workload that parameters alone describe. */
export type WorkloadName =
  | "steady"
  | "poisson"
  | "burst"
  | "on-off"
  | "ramp"
  | "diurnal"
  | "mmpp"
  | "heavy-tail"
  | "bimodal"
  | "io-heavy"
  | "mixed"
  | "closed";

/**
 * The workloads that parameters alone describe, by name.
 *
 * Note: typed here rather than by `as const satisfies`, from which a name would be inferred as well;
 * `deno lint` refuses inferred types in the API of a package (no-slow-types).
 */
export const workloadPresets: Readonly<Record<WorkloadName, WorkloadPreset>> = {
  steady: definePreset(
    "steady",
    "evenly spaced tasks: what a strategy costs when nothing queues",
    { ratePerSecond: rate(500) },
    { serviceMs: 0.5, service: "fixed", body: "cpu" },
    ({ ratePerSecond }) => ({ kind: "steady", ratePerSecond }),
  ),
  poisson: definePreset(
    "poisson",
    "independent users: random gaps and demands, which theory predicts (M/M/1)",
    { ratePerSecond: rate(1000) },
    { serviceMs: 0.3, service: "exponential", body: "cpu" },
    ({ ratePerSecond }) => ({ kind: "poisson", ratePerSecond }),
  ),
  burst: definePreset(
    "burst",
    "many tasks at one instant: whether the dispatch point stalls and who waits",
    {
      batch: { kind: "number", default: 20, min: 1, integer: true, about: "tasks in a batch" },
      everyMs: time(50, "time between batches in ms"),
    },
    { serviceMs: 0.5, service: "fixed", body: "cpu" },
    ({ batch, everyMs }) => ({ kind: "batches", batch, everyMs }),
  ),
  "on-off": definePreset(
    "on-off",
    "phases of load and silence: queues that build up, and loops that fall asleep",
    {
      ratePerSecond: rate(1000, "tasks per second while on"),
      onMs: time(100, "length of a phase of load in ms"),
      offMs: { kind: "number", default: 100, min: 0, about: "length of a silence in ms" },
    },
    { serviceMs: 0.3, service: "exponential", body: "cpu" },
    ({ ratePerSecond, onMs, offMs }) => ({ kind: "on-off", ratePerSecond, onMs, offMs }),
  ),
  ramp: definePreset(
    "ramp",
    "load that grows: at which rate waits take off, within one trial",
    {
      fromRatePerSecond: rateFrom0(200, "tasks per second at the start"),
      toRatePerSecond: rate(2400, "tasks per second at the end"),
      overMs: {
        kind: "number",
        default: 0,
        min: 0,
        about: "length of the ramp in ms, after which the rate stays; 0 is the whole trial",
      },
    },
    { serviceMs: 0.3, service: "exponential", body: "cpu" },
    ({ fromRatePerSecond, toRatePerSecond, overMs }) => ({
      kind: "ramp",
      fromRatePerSecond,
      toRatePerSecond,
      overMs: overMs === 0 ? null : overMs,
    }),
  ),
  diurnal: definePreset(
    "diurnal",
    "day and night: whether what the busy hours leave behind is gone by the quiet ones",
    {
      ratePerSecond: rate(1200, "tasks per second, on average over a day"),
      amplitude: {
        kind: "number",
        default: 0.8,
        min: 0,
        max: 1,
        about: "how far the rate swings about its mean, as a share of it",
      },
      periodMs: time(250, "length of a day in ms"),
    },
    { serviceMs: 0.3, service: "exponential", body: "cpu" },
    ({ ratePerSecond, amplitude, periodMs }) => ({
      kind: "diurnal",
      ratePerSecond,
      amplitude,
      periodMs,
    }),
  ),
  mmpp: definePreset(
    "mmpp",
    "bursts of random length (Markov-modulated Poisson): correlated gaps, as in real traffic",
    {
      lowRatePerSecond: rateFrom0(300, "tasks per second while quiet"),
      highRatePerSecond: rate(3000, "tasks per second while busy"),
      lowMs: time(30, "mean length of a quiet state in ms"),
      highMs: time(20, "mean length of a busy state in ms"),
    },
    { serviceMs: 0.3, service: "exponential", body: "cpu" },
    ({ lowRatePerSecond, highRatePerSecond, lowMs, highMs }) => ({
      kind: "mmpp",
      lowRatePerSecond,
      highRatePerSecond,
      lowMs,
      highMs,
    }),
  ),
  "heavy-tail": definePreset(
    "heavy-tail",
    "demands without a typical size (bounded Pareto): what the rare giant does to all others",
    { ratePerSecond: rate(1500) },
    { serviceMs: 0.2, service: "pareto", body: "cpu" },
    ({ ratePerSecond }) => ({ kind: "poisson", ratePerSecond }),
  ),
  bimodal: definePreset(
    "bimodal",
    "elephants among mice, one task in a hundred 50 times as long: who waits behind them",
    { ratePerSecond: rate(1000) },
    {
      serviceMs: 0.3,
      service: "bimodal",
      body: "cpu",
      bimodalShare: 0.01,
      bimodalRatio: 50,
    },
    ({ ratePerSecond }) => ({ kind: "poisson", ratePerSecond }),
  ),
  "io-heavy": definePreset(
    "io-heavy",
    "tasks that mostly wait for a peer and a file: dispatch among the loop's own events",
    { ratePerSecond: rate(200) },
    { serviceMs: 5, service: "exponential", body: "io" },
    ({ ratePerSecond }) => ({ kind: "poisson", ratePerSecond }),
  ),
  mixed,
  closed: definePreset(
    "closed",
    "users who wait for an answer and think (closed loop): slowness that slows down its own load",
    {
      users: {
        kind: "number",
        default: 10,
        min: 1,
        max: 10_000,
        integer: true,
        about: "number of users, each with one task at most",
      },
      thinkMs: {
        kind: "number",
        default: 10,
        min: 0,
        about: "mean time from the outcome of a user's task to its next one, exponential, in ms",
      },
    },
    { serviceMs: 0.5, service: "exponential", body: "cpu" },
    ({ users, thinkMs }) => ({ kind: "closed", users, thinkMs }),
  ),
};

/**
 * Lists every workload for a help text, `trace` included, which needs a file besides its parameters.
 *
 * @returns Name, one line and parameters of each, in the order of the table.
 */
export function listWorkloads(): Pick<WorkloadPreset, "name" | "summary" | "parameters">[] {
  const trace = {
    name: "trace",
    summary: "arrivals recorded elsewhere, from a CSV or NDJSON file: real bursts and correlation",
    parameters: traceParameters,
  };
  return [...Object.values(workloadPresets), trace];
}

/**
 * Builds the workload that a selection names.
 *
 * @param selection Its name, and parameters as written or as typed in a config file.
 * @returns The workload; its name is the selection in canonical form.
 * @throws {UnknownNameError} If there is no workload or no parameter of that name.
 * @throws {RangeError} If the name is `trace`, a parameter is out of its range, or one is set that has
 *   no effect with the others.
 *
 * @example
 * ```ts
 * resolveWorkload({ name: "poisson", given: { ratePerSecond: "1000", serviceMs: "0.2" } }).name;
 * // "poisson:serviceMs=0.2"
 * ```
 */
export function resolveWorkload(selection: Selection): Workload {
  const { name, given } = selection;
  if (name === "trace") {
    throw new RangeError('workload "trace" needs a file to replay: name one with --trace FILE');
  }
  if (!Object.hasOwn(workloadPresets, name)) {
    throw new UnknownNameError("workload", name, listWorkloads().map((preset) => preset.name));
  }
  const preset = workloadPresets[name as WorkloadName];
  return preset.build(resolveParameters(`workload ${name}`, preset.parameters, given));
}

function rateFrom0(ratePerSecond: number, about: string) {
  return { kind: "number", default: ratePerSecond, min: 0, about } as const;
}

function time(ms: number, about: string) {
  return { kind: "number", default: ms, above: 0, about } as const;
}
