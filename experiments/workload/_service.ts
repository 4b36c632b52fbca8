/** The parameters of presets whose tasks are alike: what they demand and how they spend it. */
import { choice, type ValuesOf } from "../../strategies/parameters.ts";
import type { Demand } from "./demand.ts";
import type { Body } from "./workload.ts";

/** Distributions that can be chosen by name. */
export type ServiceShape = Exclude<Demand["kind"], "replay">;

/** What a preset decides for itself. */
export interface ServiceDefaults {
  readonly serviceMs: number;
  readonly service: ServiceShape;
  readonly body: Exclude<Body["kind"], "mixed" | "custom">;
  /** @default 0.1 */
  readonly bimodalShare?: number;
  /** @default 10 */
  readonly bimodalRatio?: number;
}

/** Declares these parameters. */
export function serviceParameters(defaults: ServiceDefaults) {
  const { serviceMs, service, body, bimodalShare = 0.1, bimodalRatio = 10 } = defaults;
  return {
    serviceMs: {
      kind: "number",
      default: serviceMs,
      min: 0,
      about: "mean demand of a task in ms; 0 is a no-op (body io: mean delay of the peer)",
    },
    service: choice(
      ["fixed", "exponential", "lognormal", "pareto", "bimodal"],
      "distribution of the demand; all keep the mean",
      service,
    ),
    serviceScv: {
      kind: "number",
      default: 4,
      min: 0,
      about: "service=lognormal: variance ÷ mean²",
    },
    paretoShape: {
      kind: "number",
      default: 1.5,
      above: 0,
      max: 100,
      about: "service=pareto: tail index, smaller is heavier",
    },
    paretoRatio: {
      kind: "number",
      default: 1000,
      above: 1,
      max: 1e9,
      about: "service=pareto: largest ÷ smallest demand",
    },
    bimodalShare: {
      kind: "number",
      default: bimodalShare,
      min: 0,
      max: 1,
      about: "service=bimodal: share of large tasks",
    },
    bimodalRatio: {
      kind: "number",
      default: bimodalRatio,
      min: 1,
      max: 1e9,
      about: "service=bimodal: large ÷ small demand",
    },
    body: choice(
      ["cpu", "await", "io"],
      "cpu spins for the demand, await sleeps for it, io waits for a peer and a file",
      body,
    ),
    cpuBeforeMs: {
      kind: "number",
      default: 0.1,
      min: 0,
      about: "body=io: CPU time before the request in ms",
    },
    cpuAfterMs: {
      kind: "number",
      default: 0.1,
      min: 0,
      about: "body=io: CPU time after the reads in ms",
    },
  } as const;
}

/** The table that {@link serviceParameters} declares. */
export type ServiceParameters = ReturnType<typeof serviceParameters>;

/** Their values. */
export type ServiceValues = ValuesOf<ServiceParameters>;

/** The demand that the values describe. */
export function demandOf(values: Omit<ServiceValues, "body">): Demand {
  const { serviceMs: meanMs, service } = values;
  switch (service) {
    case "lognormal":
      return { kind: service, meanMs, scv: values.serviceScv };
    case "pareto":
      return { kind: service, meanMs, shape: values.paretoShape, ratio: values.paretoRatio };
    case "bimodal":
      return { kind: service, meanMs, share: values.bimodalShare, ratio: values.bimodalRatio };
    default:
      return { kind: service, meanMs };
  }
}

/** The body that the values describe. */
export function bodyOf(
  { body, cpuBeforeMs, cpuAfterMs }: Pick<ServiceValues, "body" | "cpuBeforeMs" | "cpuAfterMs">,
): Body {
  return body === "io" ? { kind: body, cpuBeforeMs, cpuAfterMs } : { kind: body };
}
