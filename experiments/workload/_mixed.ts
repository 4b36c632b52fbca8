/** The preset whose tasks are of two kinds. */
import {
  formatSelection,
  type ParameterTable,
  type ValuesOf,
} from "../../strategies/parameters.ts";
import { FATE, fateOf } from "./_fate.ts";
import { refuseIdle } from "./_idle.ts";
import { rate, type WorkloadPreset } from "./_preset.ts";
import { demandOf, serviceParameters } from "./_service.ts";
import { MIXED_CLASSES } from "./workload.ts";

const { body: _, ...service } = serviceParameters({
  serviceMs: 0.8,
  service: "exponential",
  body: "cpu",
});

const PARAMETERS = {
  ratePerSecond: rate(600),
  ioShare: {
    kind: "number",
    default: 0.5,
    min: 0,
    max: 1,
    about: "share of tasks that wait for a peer and a file; the others spin",
  },
  peerMs: { kind: "number", default: 5, min: 0, about: "io tasks: mean delay of the peer in ms" },
  ...service,
  serviceMs: { ...service.serviceMs, about: "cpu tasks: mean demand in ms" },
  cpuBeforeMs: { ...service.cpuBeforeMs, about: "io tasks: CPU time before the request in ms" },
  cpuAfterMs: { ...service.cpuAfterMs, about: "io tasks: CPU time after the reads in ms" },
  ...FATE,
} as const satisfies ParameterTable;

const NAME = "mixed";

/** Tasks that compute beside tasks that wait for I/O. */
export const mixed: WorkloadPreset<typeof PARAMETERS> = {
  name: NAME,
  summary: "computing among I/O: what tasks that hold the loop do to those that only pass through",
  parameters: PARAMETERS,
  build(values: ValuesOf<typeof PARAMETERS>) {
    refuseIdle(`workload ${NAME}`, PARAMETERS, values);
    const { ratePerSecond, ioShare, peerMs, cpuBeforeMs, cpuAfterMs } = values;
    const shares = { io: ioShare, cpu: 1 - ioShare };
    return {
      name: formatSelection(NAME, PARAMETERS, values),
      arrivals: { kind: "poisson", ratePerSecond },
      demand: demandOf(values),
      body: {
        kind: "mixed",
        peer: { kind: "exponential", meanMs: peerMs },
        cpuBeforeMs,
        cpuAfterMs,
      },
      classes: MIXED_CLASSES.map((name) => ({ name, share: shares[name] })),
      ...fateOf(values),
    };
  },
};
