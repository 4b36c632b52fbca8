/**
 * Names that users chose, made safe for lines, tables and keys without two of them becoming one.
 */

/** What breaks lines, hides text or turns it around: controls, separators, bidirectional marks. */
export const CONTROLS =
  // deno-lint-ignore no-control-regex -- control characters are what is being replaced
  /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;

/**
 * Replaces unsafe characters by their percent-encoding (RFC 3986, UTF-8), so `decodeURIComponent` on each
 * run of `%XX` gives the name back. A percent sign that looks like an encoding becomes `%25`, others stay.
 */
export function encodeName(text: string, unsafe: RegExp = CONTROLS): string {
  const wellFormed = text.toWellFormed();
  const plain = unsafe.test("%") ? wellFormed : wellFormed.replace(/%(?=[0-9A-Fa-f]{2})/g, "%25");
  return [...plain]
    .map((character) => unsafe.test(character) ? percentEncoded(character) : character)
    .join("");
}

const UTF8 = new TextEncoder();

/** Not `encodeURIComponent`, which leaves ASCII such as `*` and `'` as they are. */
function percentEncoded(character: string): string {
  return [...UTF8.encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)
    .join("");
}

/** What a cell is named by. */
interface CellNames {
  readonly strategy: string;
  readonly workload: string;
  readonly placement: string;
}

/** Besides controls, what Markdown would take for markup in a table, and what would make names ambiguous. */
const UNSAFE_IN_LABELS = new RegExp(`${CONTROLS.source}|[\\s\`|<>]`, "u");

/** A cell's name in one line: `queue-notified under steady (inside)`. */
export function cellLabel({ strategy, workload, placement }: CellNames): string {
  const [of, under, where] = [strategy, workload, placement].map((name) =>
    encodeName(name, UNSAFE_IN_LABELS)
  );
  return `${of} under ${under} (${where})`;
}

/** A metric's name in words joined by hyphens, its unit apart: `waitMs.p99` is `wait-p99`. */
export function metricSlug(metric: string): string {
  return metric
    .replace(/(?:Ms|PerSecond)(?=\.|$)/, "")
    .replaceAll(".", "-")
    .replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter}`)
    .toLowerCase();
}
