/**
 * The private file in which a child hands its result to the parent: a line that names the format, the
 * length of a JSON header and the header, then the columns and lag series as they lie in memory.
 *
 * @module
 */
import { attachColumns } from "./columns.ts";
import type { LagSeries, TrialFacts, TrialResult } from "./run_trial.ts";

const MAGIC = "dispatch-lab/columns@2\n";
const HEADER_AT = MAGIC.length + 4;

interface Header {
  readonly facts: TrialFacts;
  readonly tasks: number;
  readonly segmentsPerTask: number;
  readonly columnBytes: number;
  readonly lag: Readonly<Record<LagSeries, number>>;
}

/**
 * Encodes a result.
 *
 * @param result What a trial recorded.
 * @returns The file's bytes.
 */
export function encodeTrial({ columns, facts, lag }: TrialResult): Uint8Array<ArrayBuffer> {
  const header: Header = {
    facts,
    tasks: columns.tasks,
    segmentsPerTask: columns.segmentsPerTask,
    columnBytes: columns.buffer.byteLength,
    lag: Object.fromEntries(
      Object.entries(lag).map(([name, series]) => [name, series.length]),
    ) as Header["lag"],
  };
  const text = new TextEncoder();
  const headerBytes = text.encode(JSON.stringify(header));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, headerBytes.length, true);
  const parts = [
    text.encode(MAGIC),
    length,
    headerBytes,
    new Uint8Array(columns.buffer),
    ...Object.values(lag).map((series) =>
      new Uint8Array(series.buffer, series.byteOffset, series.byteLength)
    ),
  ];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * Decodes a result. The child may have been killed, or the code under test may have written into the
 * file, so nothing in it is taken on trust.
 *
 * @param bytes The file's bytes.
 * @returns What the trial recorded.
 * @throws {SyntaxError} If this is not a whole file of this format.
 */
export function decodeTrial(bytes: Uint8Array): TrialResult {
  const text = new TextDecoder();
  if (text.decode(bytes.subarray(0, MAGIC.length)) !== MAGIC) {
    throw new SyntaxError(
      bytes.length === 0 ? "the record is empty" : "the record is not in the trial format",
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  try {
    const bodyAt = HEADER_AT + view.getUint32(MAGIC.length, true);
    const header: Header = JSON.parse(text.decode(bytes.subarray(HEADER_AT, bodyAt)));
    let at = bodyAt;
    const take = (length: number) => {
      if (at + length > bytes.length) throw new RangeError("the record ends too early");
      return bytes.slice(at, at += length);
    };
    const buffer = new SharedArrayBuffer(header.columnBytes);
    new Uint8Array(buffer).set(take(header.columnBytes));
    const columns = attachColumns(buffer, header.tasks, header.segmentsPerTask);
    const lag = Object.fromEntries(
      Object.entries(header.lag).map((
        [name, length],
      ) => [name, new Float64Array(take(length * 8).buffer)]),
    ) as Record<LagSeries, Float64Array>;
    return { columns, facts: header.facts, lag };
  } catch (error) {
    throw new SyntaxError(`the record is damaged: ${(error as Error).message}`);
  }
}
