/**
 * HdrHistogram's compressed V2 form, taken apart.
 *
 * Note: tried the library, which builds a histogram with a count for each of up to 45,056 cells to decode
 * one with a few hundred: it takes three times as long, and reports decode ten of them a trial.
 *
 * @module
 */
import { inflateSync } from "node:zlib";
import { BEYOND_CELL } from "./_histogram_cells.ts";

// The outer cookie says that what follows its length is compressed, the inner one that counts come as
// numbers of variable length; the half byte between them is the size of a word and says nothing here.
const COMPRESSED_COOKIE = 0x1c849304;
const PLAIN_COOKIE = 0x1c849303;
const COOKIE_MASK = ~0xf0;
const OUTER_BYTES = 8;
const HEADER_BYTES = 40;
// Most histograms of a trial are far below this, and what inflates allocates as much each time.
const CHUNK_BYTES = 2048;

/**
 * Decompresses a histogram.
 *
 * @param encoded The compressed form, base64.
 * @returns Its counts as the format packs them, for {@link unpack}.
 * @throws {Error} If the text is no histogram of three digits.
 */
export function plainHistogram(encoded: string): Uint8Array {
  const outer = Uint8Array.fromBase64(encoded);
  const view = viewOf(outer);
  if (outer.length < OUTER_BYTES || (view.getInt32(0) & COOKIE_MASK) !== COMPRESSED_COOKIE) {
    throw new SyntaxError("Cannot read histogram: not in compressed V2 form");
  }
  const compressed = outer.subarray(OUTER_BYTES, OUTER_BYTES + view.getInt32(4));
  const bytes = inflateSync(compressed, { chunkSize: CHUNK_BYTES });
  const header = viewOf(bytes);
  const digits = bytes.length < HEADER_BYTES ? NaN : header.getInt32(12);
  if (digits !== 3 || (header.getInt32(0) & COOKIE_MASK) !== PLAIN_COOKIE) {
    throw new SyntaxError("Cannot read histogram: not of three digits");
  }
  if (HEADER_BYTES + header.getInt32(4) !== bytes.length) {
    throw new SyntaxError("Cannot read histogram: it ends too soon");
  }
  // A copy: the buffer behind is larger.
  return new Uint8Array(bytes.subarray(HEADER_BYTES));
}

/**
 * Unpacks the cells of a histogram that hold a value.
 *
 * @param packed What {@link plainHistogram} gave.
 * @param cells Where the numbers of the cells go, ascending; as long as `packed` at least.
 * @param counts Where it goes how many values each holds; as long.
 * @returns How many cells hold a value.
 * @throws {SyntaxError} If there are more cells than there are times.
 */
export function unpack(packed: Uint8Array, cells: Uint16Array, counts: Float64Array): number {
  const end = packed.length;
  let cell = 0;
  let filled = 0;
  for (let at = 0; at < end;) {
    // LEB128 of a zigzag number: a count, or below 0 so many cells that hold none.
    let number = packed[at++];
    if (number < 0x80) {
      // Nearly all. Without a condition, for which of the two comes next cannot be foreseen, and wrong
      // guesses of the processor would take longer than all else here.
      const isNone = number & 1;
      cells[filled] = cell;
      counts[filled] = number >> 1;
      // 1 for a count above 0.
      filled += (isNone ^ 1) & (-(number >> 1) >>> 31);
      cell += 1 + isNone * (number >> 1);
      continue;
    }
    number &= 0x7f;
    let scale = 0x80;
    let byte = 0x80;
    while (byte >= 0x80 && at < end) {
      byte = packed[at++];
      number += (byte & 0x7f) * scale;
      scale *= 0x80;
    }
    if (number % 2 === 1) {
      cell += (number + 1) / 2;
      continue;
    }
    if (number > 0) {
      cells[filled] = cell;
      counts[filled++] = number / 2;
    }
    cell++;
  }
  if (cell > BEYOND_CELL) {
    throw new SyntaxError("Cannot read histogram: it has more cells than there are times");
  }
  return filled;
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
