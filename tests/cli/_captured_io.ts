import type { Io } from "../../cli/io.ts";

/** Collects what a verb writes. */
export interface CapturedIo extends Io {
  /** Lines of standard output. */
  readonly outLines: string[];
  /** Lines of standard error. */
  readonly errLines: string[];
  /** What a terminal's last line showed, one after the other. */
  readonly statuses: string[];
}

/** Streams that keep what is written. */
export function capturedIo(
  surroundings: Partial<Pick<Io, "isTerminal" | "columns" | "directory">> = {},
): CapturedIo {
  const outLines: string[] = [];
  const errLines: string[] = [];
  const statuses: string[] = [];
  return {
    isTerminal: false,
    columns: 80,
    directory: Deno.cwd(),
    ...surroundings,
    outLines,
    errLines,
    statuses,
    out: (text) => void outLines.push(...text.split("\n")),
    err: (text) => void errLines.push(...text.split("\n")),
    status: (text) => void statuses.push(text),
  };
}
