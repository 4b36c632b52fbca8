/**
 * What a gate is asked for, and what it works with.
 *
 * @module
 */
import type {
  ArmSource,
  ExamineHost,
  FitnessOptions,
  GateArm,
  GateSettings,
  OfArms,
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
export interface GateRequest extends OfArms<GateSide>, GateSettings {
  /** Where it goes. */
  readonly directory: string;
  /** Whether a gate or study that is there already is replaced. */
  readonly force: boolean;
}

/** What a gate works with. */
export interface GateHooks {
  /** Where progress is shown. */
  readonly io: Io;
  /** Ends it. */
  readonly signal?: AbortSignal;
  /** Examines the host; null leaves that out. */
  readonly examine: ExamineHost | null;
  /** How often the host is examined, and how long is waited between. @default three times, 5 s */
  readonly patience?: Pick<FitnessOptions, "attempts" | "pauseMs">;
}
