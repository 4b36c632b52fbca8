/**
 * Workloads: when tasks arrive, how much each demands and what spends it. Pure: planning reads no
 * clock, no file and no randomness but the seeds it is given.
 *
 * @module
 */
export {
  type ArrivalPlan,
  type ArrivalProcess,
  type Extent,
  meanRatePerSecond,
  planArrivals,
} from "./arrivals.ts";
export { equalClasses, MOST_CLASSES, planClasses, type TaskClass } from "./classes.ts";
export { type ClosedLoop, type MeanTimes, planVisits, type VisitPlan } from "./closed_loop.ts";
export { type CustomWorkload, defineWorkload } from "./define_workload.ts";
export { type Demand, type DemandMoments, demandMoments, planDemand } from "./demand.ts";
export { FAULT_CODE, type Faults, planFaults } from "./faults.ts";
export { type Patience, type PatiencePlan, planPatience } from "./patience.ts";
export {
  listWorkloads,
  resolveWorkload,
  type WorkloadName,
  type WorkloadPreset,
  workloadPresets,
} from "./presets.ts";
export { recallWorkload } from "./recall_workload.ts";
export { createRandom, deriveSeed, type Random } from "./random.ts";
export {
  type ClosedSchedule,
  meanTimes,
  type OpenSchedule,
  planSchedule,
  type Schedule,
  type ScheduleSeeds,
  type TaskPlan,
} from "./schedule.ts";
export { shuffled } from "./shuffled.ts";
export { parseTrace, type ParseTraceOptions, type TimeUnit, type Trace } from "./trace.ts";
export { traceWorkload } from "./trace_workload.ts";
export { type Body, IO_CLASS, MIXED_CLASSES, type Workload } from "./workload.ts";
