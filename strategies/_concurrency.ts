import type { NumberParameter } from "./parameters.ts";

/** How many tasks a library or a queue with a policy may have in progress at once. */
export const concurrency: NumberParameter = {
  kind: "number",
  default: 16,
  min: 1,
  max: 1e6,
  integer: true,
  about: "most tasks in progress at once",
};
