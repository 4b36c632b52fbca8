import { defineStrategy, type Strategy } from "./strategy.ts";

/** The flawed baseline: the dispatch point calls the body itself and is blocked until it returns. */
export const direct: Strategy<Record<never, never>> = defineStrategy({
  name: "direct",
  family: "direct",
  summary: "the dispatch point calls the task body itself",
  placements: ["inside"],
  order: "fifo",
  inline: true,
  parameters: {},
  discipline: () => ({ kind: "work-conserving" }),
  open: (host) => ({
    dispatch: (task) => void host.run(task),
    close: () => {},
  }),
});
