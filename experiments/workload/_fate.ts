/** The parameters that all workloads have in common: what may become of a task, whatever it does. */
import type { ValuesOf } from "../../strategies/parameters.ts";
import { equalClasses, MOST_CLASSES } from "./classes.ts";
import type { Workload } from "./workload.ts";

const share = { kind: "number", default: 0, min: 0, max: 1 } as const;

/** The table of these parameters. */
export const FATE = {
  failShare: { ...share, about: "share of tasks whose body throws" },
  hangShare: { ...share, about: "share of tasks that never end" },
  deadlineMs: {
    kind: "number",
    default: 0,
    min: 0,
    about:
      "tasks that have not started so many ms after they were intended never run; 0 is for ever",
  },
  abortShare: { ...share, about: "share of tasks whose sender gives them up" },
  abortAfterMs: {
    kind: "number",
    default: 10,
    min: 0,
    about:
      "abortShare: how many ms after it was intended a task is given up, unless it has started",
  },
} as const;

/** The table with the classes, for workloads whose tasks are all of one kind. */
export const FATE_WITH_CLASSES = {
  ...FATE,
  classes: {
    kind: "number",
    default: 1,
    min: 1,
    max: MOST_CLASSES,
    integer: true,
    about: "number of classes, equally likely, for strategies that serve the urgent first",
  },
} as const;

/** What the values describe; only what differs from the ordinary. */
export function fateOf(
  values: ValuesOf<typeof FATE> & { readonly classes?: number },
): Pick<Workload, "faults" | "classes" | "patience"> {
  const { failShare, hangShare, deadlineMs, abortShare, abortAfterMs, classes = 1 } = values;
  const isPatient = deadlineMs === 0 && abortShare === 0;
  return {
    ...(failShare + hangShare > 0 ? { faults: { failShare, hangShare } } : {}),
    ...(isPatient ? {} : {
      patience: { deadlineMs: deadlineMs === 0 ? null : deadlineMs, abortShare, abortAfterMs },
    }),
    ...(classes > 1 ? { classes: equalClasses(classes) } : {}),
  };
}
