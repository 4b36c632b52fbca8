/**
 * What queueing theory predicts: one model a file, and the twin that computes the ideal waits of a
 * sample path.
 *
 * @module
 */
export * from "./batch.ts";
export * from "./erlang.ts";
export * from "./gg1.ts";
export * from "./ggc.ts";
export * from "./gim1.ts";
export * from "./delayed.ts";
export * from "./law.ts";
export * from "./mdc.ts";
export * from "./mg1.ts";
export * from "./mginf.ts";
export * from "./mm1.ts";
export * from "./mmc.ts";
export * from "./mmck.ts";
export * from "./polled.ts";
export * from "./prediction.ts";
export * from "./priority.ts";
export * from "./ps.ts";
export * from "./set_up.ts";
export * from "./simulation/mod.ts";
export * from "./twin.ts";
