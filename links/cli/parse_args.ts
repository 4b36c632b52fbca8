/**
 * Stands in for `jsr:@std/cli/parse-args` where JSR cannot be reached: a parser
 * of command lines with the signature and behaviour of the original, written
 * anew. deno.json's `links` points here; remove that field to use the original.
 *
 * Note: `npm:minimist` 1.2.8, from which the original descends, was tried and
 * rejected because the two disagree on most of what is done here: it makes a
 * list of any repeated flag, negates any flag by `--no-`, takes `--name=` and
 * a lone `-` for values, reads numbers otherwise, and calls `unknown` without
 * name and value. What was left for it to do was splitting `-abc`.
 *
 * @module
 */
import type { Args, ParseOptions, Values } from "./_parse_options.ts";
import { readFlag, type Setting } from "./_flag_reader.ts";
import { FlagTable } from "./_flag_table.ts";
import { hasNested, type Nested, pushNested, setNested } from "./_nested.ts";

export type { Args, ParseOptions };

/**
 * Parses the arguments of a command.
 *
 * A flag is set by `--name value`, `--name=value` or `--name`; `-n` likewise. A
 * value that reads as a number is one, unless the flag is declared as `string`.
 * Of a repeated flag the last value counts, unless it is declared in `collect`.
 * The arguments that belong to no flag, and all after `--`, are in `_`.
 *
 * @example Usage
 * ```ts
 * import { parseArgs } from "@std/cli/parse-args";
 *
 * const flags = parseArgs(["run", "--out", "a.json", "--no-color", "--on=fifo"], {
 *   string: ["out", "on"],
 *   boolean: ["color", "force"],
 *   collect: ["on"],
 *   negatable: ["color"],
 *   default: { color: true },
 * });
 * console.log(flags.out, flags.on, flags.color, flags.force, flags._);
 * // a.json [ "fifo" ] false false [ "run" ]
 * ```
 *
 * @typeParam TBooleans Names of the flags that are true or false.
 * @typeParam TStrings Names of the flags whose values stay text.
 * @typeParam TCollectable Names of the flags whose values make a list.
 * @typeParam TNegatable Names of the flags that `--no-name` sets to false.
 * @typeParam TDefaults Values of flags that are not given.
 * @typeParam TAliases Other names of flags.
 * @typeParam TDoubleDash Whether the arguments after `--` are kept apart.
 * @param args The arguments.
 * @param options Which flags there are.
 * @returns The values of the flags, with the other arguments in `_`.
 * @throws {TypeError} If an alias is `undefined`.
 */
export function parseArgs<
  TBooleans extends boolean | string | undefined = undefined,
  TStrings extends string | undefined = undefined,
  TCollectable extends string | undefined = undefined,
  TNegatable extends string | undefined = undefined,
  TDefaults extends Record<string, unknown> | undefined = undefined,
  TAliases extends Record<string, TAliasNames | readonly TAliasNames[]> | undefined = undefined,
  TDoubleDash extends boolean | undefined = undefined,
  TAliasNames extends string = string,
>(
  args: string[],
  options?: ParseOptions<
    TBooleans,
    TStrings,
    TCollectable,
    TNegatable,
    TDefaults,
    TAliases,
    TDoubleDash
  >,
): Args<Values<TBooleans, TStrings, TCollectable, TNegatable, TDefaults, TAliases>, TDoubleDash> {
  const { "--": keepsRest = false, stopEarly = false, unknown } = options ?? {};
  const table = new FlagTable(options ?? {});
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  const words: (string | number)[] = [];
  const result: Nested = { _: words };

  for (let i = 0; i < end; i++) {
    const arg = args[i] ?? "";
    const reading = readFlag(arg, i + 1 < end ? args[i + 1] : undefined, table);
    if (reading) {
      for (const setting of reading.settings) {
        if (isAccepted(setting, arg, table, unknown)) apply(result, setting, table);
      }
      if (reading.tookNext) i++;
      continue;
    }
    if (unknown?.(arg) !== false) words.push(table.string.has("_") ? arg : numberOrText(arg));
    if (stopEarly) {
      words.push(...args.slice(i + 1, end));
      break;
    }
  }

  addDefaults(result, options?.default ?? {}, table);
  const rest = args.slice(end + 1);
  if (keepsRest) result["--"] = rest;
  else words.push(...rest);
  return result as ReturnType<
    typeof parseArgs<
      TBooleans,
      TStrings,
      TCollectable,
      TNegatable,
      TDefaults,
      TAliases,
      TDoubleDash
    >
  >;
}

/** Asks the caller about a flag that is not declared. */
function isAccepted(
  { name, value }: Setting,
  arg: string,
  table: FlagTable,
  unknown: ParseOptions["unknown"],
): boolean {
  if (table.isKnown(name) || (table.allBoolean && /^--[^=]+$/.test(arg))) return true;
  return unknown?.(arg, name, value) !== false;
}

function apply(result: Nested, { name, value, replaces }: Setting, table: FlagTable): void {
  const parsed = typeof value === "string" && !table.string.has(name) ? numberOrText(value) : value;
  const put = !replaces && table.collect.has(name) ? pushNested : setNested;
  for (const one of [name, ...table.aliases(name)]) put(result, one, parsed);
}

/** Fills in what was not given: defaults, then false, then empty lists. */
function addDefaults(result: Nested, defaults: object, table: FlagTable): void {
  for (const [name, value] of Object.entries(defaults)) {
    if (hasNested(result, name)) continue;
    for (const one of [name, ...table.aliases(name)]) setNested(result, one, value);
  }
  for (const name of table.boolean) {
    if (!hasNested(result, name)) setNested(result, name, table.collect.has(name) ? [] : false);
  }
  for (const name of table.string) {
    if (!hasNested(result, name) && table.collect.has(name)) setNested(result, name, []);
  }
}

function numberOrText(text: string): string | number {
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}
