/** Reads what `deno check` says, which is written for a terminal, and makes one line of it. */

// What the project forbids itself beyond `strict` is untidy at worst: unused names, cases that fall
// through, paths that return nothing, overrides that do not say so.
const UNTIDY = /^TS(?:6133|6192|6196|6198|6199|6205|7029|7030|4114|4116) /;
const LONGEST_TYPE = 60;

/**
 * The first thing that is wrong.
 *
 * @param stderr What the tool wrote, without colours.
 * @param url The module that it was run on.
 * @returns One line with the place at its end; null if everything is at most untidy.
 */
export function typeProblem(stderr: string, url: URL): string | null {
  const diagnostics = stderr.split(/^(?=TS\d+ \[ERROR\]: )/m).filter((text) => /^TS/.test(text));
  // No matter of types: a text that cannot be parsed, an import that cannot be fetched.
  if (diagnostics.length === 0) return firstError(stderr) + placeIn(stderr, url);
  const first = diagnostics.find((text) => !UNTIDY.test(text));
  return first === undefined ? null : describe(first) + placeIn(first, url);
}

/** The line in which a tool says why it failed. */
export function firstError(stderr: string): string {
  return /^error: (.*)$/m.exec(stderr)?.[1] ?? stderr.trim().split("\n")[0];
}

/** The compiler begins with the whole and ends with the part that does not fit, which tells most. */
function describe(diagnostic: string): string {
  const [head, ...rest] = diagnostic.split("\n");
  const [, code, message] = /^(TS\d+) \[ERROR\]: (.*)$/.exec(head)!;
  const end = rest.findIndex((line) => line.startsWith("    at "));
  const details = rest.slice(0, Math.max(0, end));
  // The line of the source, and marks below it.
  if (/^\s*[~^]+$/.test(details.at(-1) ?? "")) details.splice(-2);
  return `${code} ${shortened((details.at(-1) ?? message).trim())}`;
}

function placeIn(text: string, url: URL): string {
  const [, file, line] = /^ +at (file:\S+):(\d+):\d+$/m.exec(text) ?? [];
  if (line === undefined) return "";
  return file === url.href ? ` (line ${line})` : ` (${file}, line ${line})`;
}

/** Types are quoted whole by the compiler. */
function shortened(message: string): string {
  return message.replace(
    /'([^']+)'/g,
    (quoted, type) => type.length <= LONGEST_TYPE ? quoted : `'${type.slice(0, LONGEST_TYPE)}…'`,
  );
}
