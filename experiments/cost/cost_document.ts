import type { Environment } from "../study_document.ts";
import type { CostCell, CostRecord } from "./cost_record.ts";
import type { CostSizes } from "./plan_cost.ts";
import type { CostRow } from "./summarize_cost.ts";

/** The contents of `dispatch-cost.json`: everything that was asked, measured and concluded. */
export interface CostDocument {
  /** Version of this document. */
  readonly schema: "dispatch-lab/dispatch-cost@1";
  /** When the run began, ISO 8601. */
  readonly createdAt: string;
  /** What runs it again. */
  readonly command: string;
  /** Machine and software. */
  readonly environment: Environment;
  /** Versions of the libraries that are measured, by name. */
  readonly libraries: Readonly<Record<string, string>>;
  /** How often each cell was measured, but for the idle processor time. */
  readonly rounds: number;
  /** The seed. */
  readonly seed: number;
  /** How large the measurements were meant to be. */
  readonly sizes: CostSizes;
  /** A row a cell. */
  readonly rows: readonly CostRow[];
  /** What was asked. */
  readonly cells: readonly CostCell[];
  /** What was answered, in the order in which it was measured. */
  readonly records: readonly CostRecord[];
}
