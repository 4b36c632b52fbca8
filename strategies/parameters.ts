/**
 * Parameters of strategies and workloads: how they are declared, written on a command line
 * (`name:key=value,key=value`) and validated. Strings are parsed here, once; all other code
 * receives numbers and words that are known to be in range.
 *
 * @module
 */

/** A parameter that takes a finite number. The unit is part of its name (`intervalMs`). */
export interface NumberParameter {
  /** Tells the two kinds apart. */
  readonly kind: "number";
  /** The value when none is given. */
  readonly default: number;
  /** Smallest value allowed, itself included. @default -Infinity */
  readonly min?: number;
  /** A bound that the value must exceed. @default -Infinity */
  readonly above?: number;
  /** Largest value allowed, itself included. @default Infinity */
  readonly max?: number;
  /** Whether only whole numbers are allowed. @default false */
  readonly integer?: boolean;
  /** One line for `--help`. */
  readonly about: string;
}

/** A parameter that takes one of a few words. */
export interface ChoiceParameter<Choice extends string = string> {
  /** Tells the two kinds apart. */
  readonly kind: "choice";
  /** The word when none is given. */
  readonly default: NoInfer<Choice>;
  /** The words allowed. */
  readonly choices: readonly Choice[];
  /** One line for `--help`. */
  readonly about: string;
}

/** The parameters that a strategy or workload takes, by name. */
export type ParameterTable = Readonly<Record<string, NumberParameter | ChoiceParameter>>;

/** Validated values for every parameter of a {@link ParameterTable}. */
export type ParameterValues = Readonly<Record<string, number | string>>;

/**
 * The value types that a {@link ParameterTable} promises, defaults filled in. Where a parameter may
 * be of either kind, so may its value.
 */
export type ValuesOf<Table extends ParameterTable> = {
  readonly [Name in keyof Table]: Table[Name] extends infer Parameter
    ? Parameter extends ChoiceParameter<infer Choice> ? Choice : number
    : never;
};

/** A name with parameters as somebody wrote it, not yet held against any table. */
export interface Selection {
  /** Name of a strategy or workload, or path of a module that has one. */
  readonly name: string;
  /** The parameters given with it: strings as written, or already typed in a config file. */
  readonly given: ParameterValues;
}

/**
 * Declares a choice so that its words become a type.
 *
 * @param choices The words allowed; the first is the default unless another is named.
 * @param about One line for `--help`.
 * @param fallback The default word.
 * @returns The declaration.
 */
export function choice<const Choice extends string>(
  choices: readonly [Choice, ...Choice[]],
  about: string,
  fallback: NoInfer<Choice> = choices[0],
): ChoiceParameter<Choice> {
  return { kind: "choice", choices, about, default: fallback };
}

/**
 * Whether a name is the path of a module of the user's own rather than one of a table.
 *
 * @param name A selection's name.
 * @returns True if it begins with `./`, `../` or `/`.
 */
export function isModulePath(name: string): boolean {
  return /^\.{0,2}\//.test(name);
}

/**
 * Splits a comma-separated list of selections. A piece that is a bare `key=value` belongs to the
 * name before it, so `a:x=1,y=2,b` is `a` with two parameters, then `b`.
 *
 * @param text What the user wrote.
 * @returns The selections in the order written.
 * @throws {SyntaxError} If a piece is empty, or a parameter has no name before it.
 */
export function parseSelections(text: string): Selection[] {
  // Note: maps, because "toString" is in every object and "__proto__" cannot be put in one.
  const selections: { name: string; given: Map<string, string> }[] = [];
  for (const piece of text.split(",").map((part) => part.trim())) {
    // A path ends with its first extension: it may have colons and equals signs in it.
    const path = /^(\.{0,2}\/.*?\.[cm]?[jt]sx?)(?::(.*))?$/s.exec(piece);
    if (path !== null && path[2] === undefined) {
      selections.push({ name: piece, given: new Map() });
      continue;
    }
    const [, name, pair] = path ?? /^(?:([^:=]+):)?(.*)$/s.exec(piece)!;
    if (piece === "" || (name !== undefined && pair === "")) {
      throw new SyntaxError(`an empty entry in "${text}": write name or name:key=value`);
    }
    if (name === undefined && !pair.includes("=")) {
      selections.push({ name: pair, given: new Map() });
      continue;
    }
    if (name !== undefined) selections.push({ name: name.trim(), given: new Map() });
    const target = selections.at(-1);
    if (target === undefined) {
      throw new SyntaxError(`"${piece}" comes before any name: write name:${piece}`);
    }
    const at = pair.indexOf("=");
    const [key, value] = [pair.slice(0, Math.max(at, 0)).trim(), pair.slice(at + 1).trim()];
    if (key === "" || value === "") {
      throw new SyntaxError(`"${piece}" in "${text}" is not name:key=value`);
    }
    if (target.given.has(key)) {
      throw new SyntaxError(`"${key}" is given twice for "${target.name}"`);
    }
    target.given.set(key, value);
  }
  return selections.map(({ name, given }) => ({ name, given: Object.fromEntries(given) }));
}

/**
 * Holds given values against a table and fills in the defaults.
 *
 * @param subject Who takes the parameters, for error messages: `strategy queue-polled`.
 * @param table The declaration.
 * @param given Strings as written, or values already typed.
 * @returns A value for every parameter of the table, in the table's order.
 * @throws {UnknownNameError} If the table has no parameter of a name given.
 * @throws {RangeError} If a value is not a number or word that the table allows.
 */
export function resolveParameters<Table extends ParameterTable>(
  subject: string,
  table: Table,
  given: ParameterValues,
): ValuesOf<Table> {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(table, name));
  if (unknown !== undefined) {
    throw new UnknownNameError(`parameter of ${subject}`, unknown, Object.keys(table));
  }
  const values: Record<string, number | string> = {};
  for (const [name, parameter] of Object.entries(table)) {
    values[name] = Object.hasOwn(given, name)
      ? checkedValue(`${subject}: ${name}`, parameter, given[name])
      : parameter.default;
  }
  return values as ValuesOf<Table>;
}

/**
 * Writes a selection back as the user would type it, with only the values that differ from the
 * defaults. It is the identity of a cell in a report.
 *
 * @param name Name of the strategy or workload.
 * @param table Its parameters.
 * @param values Resolved values.
 * @returns `name` or `name:key=value,…`, in the table's order.
 */
export function formatSelection(
  name: string,
  table: ParameterTable,
  values: ParameterValues,
): string {
  const pairs = Object.entries(table)
    .filter(([key, parameter]) => values[key] !== undefined && values[key] !== parameter.default)
    .map(([key]) => `${key}=${values[key]}`);
  return pairs.length === 0 ? name : `${name}:${pairs.join(",")}`;
}

/**
 * Writes a selection as it was given.
 *
 * @param selection A name and the parameters given with it.
 * @returns `name` or `name:key=value,…`.
 */
export function writeSelection({ name, given }: Selection): string {
  const pairs = Object.entries(given).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? name : `${name}:${pairs.join(",")}`;
}

/**
 * Reads a number as people write them on a command line.
 *
 * @param text What was written.
 * @returns The number; NaN for anything but a decimal number, `0x10` and the empty text included.
 */
export function parseDecimal(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
}

/**
 * What a parameter may be, in words.
 *
 * @param parameter The declaration.
 * @returns `a whole number at least 1`, or `one of a, b`.
 */
export function rangeInWords(parameter: NumberParameter | ChoiceParameter): string {
  if (parameter.kind === "choice") return `one of ${parameter.choices.join(", ")}`;
  const { min, above, max, integer } = parameter;
  const bounds = [
    min === undefined ? [] : `at least ${min}`,
    above === undefined ? [] : `above ${above}`,
    max === undefined ? [] : `at most ${max}`,
  ].flat();
  return [integer ? "a whole number" : "a number", bounds.join(" and ")].join(" ").trim();
}

function checkedValue(
  what: string,
  parameter: NumberParameter | ChoiceParameter,
  value: number | string,
): number | string {
  if (parameter.kind === "choice") {
    if (parameter.choices.includes(String(value))) return String(value);
    throw new RangeError(`${what} must be ${rangeInWords(parameter)}, got "${value}"`);
  }
  const number = typeof value === "number" ? value : parseDecimal(value);
  const { min = -Infinity, above = -Infinity, max = Infinity, integer = false } = parameter;
  const inRange = number >= min && number > above && number <= max && Number.isFinite(number);
  if (inRange && (!integer || Number.isInteger(number))) return number;
  throw new RangeError(`${what} must be ${rangeInWords(parameter)}, got ${value}`);
}

/** Somebody named a strategy, workload or column that does not exist. */
export class UnknownNameError extends RangeError {
  /** What kind of thing was looked for: `strategy`. */
  readonly kind: string;
  /** The name as given. */
  readonly given: string;
  /** The names that exist. */
  readonly known: readonly string[];

  /**
   * Builds the message from the three.
   *
   * @param kind What kind of thing was looked for.
   * @param given The name as given.
   * @param known The names that exist.
   */
  constructor(kind: string, given: string, known: readonly string[]) {
    const list = known.length === 0 ? "there are none" : `known are ${known.join(", ")}`;
    super(`unknown ${kind} "${given}": ${list}`);
    this.name = "UnknownNameError";
    this.kind = kind;
    this.given = given;
    this.known = known;
  }
}
