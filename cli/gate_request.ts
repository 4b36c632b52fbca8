/**
 * What a gate is asked for, and what it works with.
 *
 * @module
 */
import type {
  ArmSource,
  ExamineHost,
  GateArm,
  GatedMetric,
  OfArms,
  StudyConfig,
  TreeProject,
  TrialSpec,
} from "../mod.ts";
import type { Io } from "./io.ts";

/** One side of a gate that is asked for. */
export interface GateSide extends ArmSource {
  /** What it is called. */
  readonly arm: GateArm;
  /** The checkout whose own code runs the trials. @default the code at hand */
  readonly project?: TreeProject;
  /** Changes what a trial is told, to inject what a gate should find. @default nothing */
  readonly alter?: (spec: TrialSpec) => TrialSpec;
}

/** A gate that is asked for. */
export interface GateRequest extends OfArms<GateSide> {
  /** Where it goes. */
  readonly directory: string;
  /** Whether a gate or study that is there already is replaced. */
  readonly force: boolean;
  /** What both sides are asked to run, their own strategies apart. */
  readonly config: StudyConfig;
  /** Seed of the first sample. */
  readonly seed: number;
  /** Blocks of the first sample. */
  readonly blocks: number;
  /** Blocks of the fresh run after an alarm. */
  readonly confirmationBlocks: number;
  /** The metrics that decide. */
  readonly metrics: readonly GatedMetric[];
  /** The command that repeats it. */
  readonly repeatCommand: string;
}

/** What a gate works with. */
export interface GateHooks {
  /** Where progress is shown. */
  readonly io: Io;
  /** Ends it. */
  readonly signal?: AbortSignal;
  /** Examines the host; null leaves that out. */
  readonly examine: ExamineHost | null;
}
