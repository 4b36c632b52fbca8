/**
 * Flags of a verb: declared once, parsed strictly, and shown by `--help`.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { parseDecimal } from "../mod.ts";
import { didYouMean, UsageError } from "./usage.ts";

/** A flag. */
export interface Flag {
  /** What follows it in the help, `DIR` say; absent for a switch. */
  readonly value?: string;
  /** Whether it takes a list, so that giving it again adds to it. @default false */
  readonly list?: boolean;
  /** What it does, in one line. */
  readonly about: string;
}

/** A verb's flags by name, without dashes. */
export type FlagTable = Readonly<Record<string, Flag>>;

/** What was given. */
export interface ParsedFlags {
  /** Values of the flags that were given and take one; the last of each, all of a list. */
  readonly values: Readonly<Record<string, string>>;
  /** Switches that were given. */
  readonly switches: ReadonlySet<string>;
  /** What is not a flag. */
  readonly operands: readonly string[];
}

/**
 * Parses a verb's arguments.
 *
 * @param args The arguments.
 * @param table The flags that exist; `--help` and `-h` always do.
 * @param mostOperands How many arguments that are not flags the verb takes.
 * @returns What was given.
 * @throws {UsageError} If a flag is unknown or lacks its value, or there are too many operands.
 */
export function parseFlags(
  args: readonly string[],
  table: FlagTable,
  mostOperands = 0,
): ParsedFlags {
  const withValue = Object.keys(table).filter((name) => table[name].value !== undefined);
  const switches = [...Object.keys(table).filter((name) => !withValue.includes(name)), "help"];
  const valued = switches.find((name) => args.some((arg) => arg.startsWith(`--${name}=`)));
  if (valued !== undefined) throw new UsageError(`--${valued} takes no value: leave it out or in`);
  const joined = withNegatives(args, withValue);
  const parsed: Record<string, unknown> & { _: unknown[] } = parseArgs(joined, {
    string: ["_", ...withValue],
    boolean: switches,
    collect: withValue,
    alias: { h: "help" },
    unknown(arg, key) {
      if (key === undefined) return true;
      const name = key.replace(/=$/, "");
      if (name !== key && withValue.includes(name)) throw lacksValue(name);
      const guess = didYouMean(key, [...withValue, ...switches]);
      throw new UsageError(
        `unknown option ${arg}: ${guess === null ? "see --help" : `did you mean --${guess}?`}`,
      );
    },
  });
  const operands = parsed._.map(String);
  if (operands.length > mostOperands) {
    throw new UsageError(`unexpected argument "${operands[mostOperands]}": see --help`);
  }
  const values: Record<string, string> = {};
  for (const name of withValue) {
    const given = parsed[name] as readonly string[] | undefined;
    const value = given?.at(-1);
    if (value === undefined) continue;
    if (value === "") throw lacksValue(name);
    values[name] = table[name].list === true ? given!.join(",") : value;
  }
  return {
    values,
    switches: new Set(switches.filter((name) => parsed[name] === true)),
    operands,
  };

  function lacksValue(name: string): UsageError {
    return new UsageError(`--${name} needs a value: --${name} ${table[name].value}`);
  }
}

/** `--rate -5` as `--rate=-5`: a number, or `-` alone, is the value of the flag before it and no flag. */
function withNegatives(args: readonly string[], withValue: readonly string[]): string[] {
  const end = args.indexOf("--");
  const joined: string[] = [];
  args.forEach((arg, at) => {
    const before = args[at - 1] ?? "";
    const isValue = (end < 0 || at < end) && /^-(?:$|\.?\d)/.test(arg) && before.startsWith("--") &&
      withValue.includes(before.slice(2));
    if (isValue) joined[joined.length - 1] += `=${arg}`;
    else joined.push(arg);
  });
  return joined;
}

/**
 * A flag's value as a number.
 *
 * @param flags What was given.
 * @param name The flag.
 * @param rule What it must be.
 * @returns The number; undefined if the flag was not given.
 * @throws {UsageError} If it is not such a number.
 */
export function numberFlag(
  { values }: ParsedFlags,
  name: string,
  rule: "whole above 0" | "whole from 0" | "above 0",
): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const number = parseDecimal(text);
  const fits = rule === "above 0"
    ? number > 0 && Number.isFinite(number)
    : Number.isSafeInteger(number) && number >= (rule === "whole above 0" ? 1 : 0);
  if (fits) return number;
  const wanted = rule === "above 0"
    ? "a number above 0"
    : rule === "whole above 0"
    ? "a whole number above 0"
    : "a whole number from 0";
  throw new UsageError(`--${name} must be ${wanted}, got ${text}`);
}

/**
 * The flags as `--help` shows them.
 *
 * @param table The flags.
 * @returns Lines, aligned.
 */
export function describeFlags(table: FlagTable): string {
  const rows = [
    ...Object.entries(table).map(([name, { value, about }]) =>
      [`--${name}${value === undefined ? "" : ` ${value}`}`, about] as const
    ),
    ["--help", "show this"] as const,
  ];
  const width = Math.max(...rows.map(([flag]) => flag.length));
  return rows.map(([flag, about]) => `  ${flag.padEnd(width)}  ${about}`).join("\n");
}
