/**
 * What a sweep goes over: a parameter and its values, as somebody writes them.
 *
 * @module
 */
import { parseDecimal } from "../../strategies/mod.ts";

/** Whose parameter it is. */
export type AxisScope = "strategy" | "workload";

/** A parameter and the values that it is to take. */
export interface Axis {
  /** Whose it is; null where whoever wrote it leaves that to be found out. */
  readonly scope: AxisScope | null;
  /** Name of the parameter. */
  readonly parameter: string;
  /** Its values. */
  readonly range: AxisRange;
}

/** Values of an axis: a range cut into steps, or a list. */
export type AxisRange =
  | {
    readonly kind: "log" | "lin";
    /** The first value. */
    readonly from: number;
    /** The last value, above the first. */
    readonly to: number;
    /** How many values, both ends included; at least 2. */
    readonly steps: number;
  }
  | { readonly kind: "list"; readonly values: readonly number[] };

const FORM = "NAME=FROM..TO:log:STEPS, NAME=FROM..TO:lin:STEPS or NAME=a,b,c";
const MOST_STEPS = 1000;
const DIGITS = 4;

/**
 * Parses axes from what `--over` was given, several flags joined by commas: a piece with an equals sign
 * begins an axis, one without adds to the list before it.
 *
 * @param text `ratePerSecond=100..10000:log:12` or `strategy.concurrency=1,2,4,8`.
 * @returns The axes in the order written.
 * @throws {SyntaxError} If a piece is in another form, or a parameter is named twice.
 * @throws {RangeError} If a range is empty or cannot be cut as asked.
 */
export function parseAxes(text: string): Axis[] {
  const pieces: { name: string; values: string[] }[] = [];
  for (const piece of text.split(",").map((part) => part.trim())) {
    const at = piece.indexOf("=");
    if (at >= 0) {
      pieces.push({ name: piece.slice(0, at).trim(), values: [piece.slice(at + 1).trim()] });
    } else if (pieces.length > 0) {
      pieces.at(-1)!.values.push(piece);
    } else {
      throw new SyntaxError(`"${piece}" names no parameter to sweep: write ${FORM}`);
    }
  }
  const twice = pieces.find(({ name }, index) =>
    pieces.slice(0, index).some((other) => other.name === name)
  );
  if (twice !== undefined) {
    throw new SyntaxError(`"${twice.name}" is swept twice: give all its values at once`);
  }
  return pieces.map(({ name, values }) => parseAxis(name, values));
}

function parseAxis(name: string, values: readonly string[]): Axis {
  const [, scope, parameter] = /^(?:(strategy|workload)\.)?(\w+)$/.exec(name) ?? [];
  if (parameter === undefined) {
    throw new SyntaxError(`"${name}" is not the name of a parameter: write ${FORM}`);
  }
  return {
    scope: (scope as AxisScope | undefined) ?? null,
    parameter,
    range: parseRange(parameter, values),
  };
}

function parseRange(parameter: string, values: readonly string[]): AxisRange {
  const [first] = values;
  if (!first.includes("..")) {
    const numbers = values.map((value) => {
      const number = parseDecimal(value);
      if (Number.isFinite(number)) return number;
      throw new SyntaxError(`"${value}" is not a value of ${parameter}: write ${FORM}`);
    });
    return { kind: "list", values: numbers };
  }
  const [, fromText, toText, kind, stepsText] =
    /^(.+?)\.\.(.+?):(log|lin):(\d+)$/.exec(values.length === 1 ? first : "") ?? [];
  const from = parseDecimal(fromText ?? "");
  const to = parseDecimal(toText ?? "");
  if (!Number.isFinite(from) || !Number.isFinite(to)) {
    throw new SyntaxError(`"${values.join(",")}" is no range of ${parameter}: write ${FORM}`);
  }
  const steps = Number(stepsText);
  if (from >= to) {
    throw new RangeError(`${parameter}: a range must go upwards, got ${from}..${to}`);
  }
  if (kind === "log" && from <= 0) {
    throw new RangeError(`${parameter}: a log range must begin above 0, got ${from}: use lin`);
  }
  if (steps < 2 || steps > MOST_STEPS) {
    throw new RangeError(`${parameter}: a range has 2 to ${MOST_STEPS} steps, got ${steps}`);
  }
  return { kind: kind as "log" | "lin", from, to, steps };
}

/**
 * The values of an axis.
 *
 * @param range As it was written.
 * @param numbers What the parameter takes: of `whole` numbers, steps are rounded to them.
 * @returns The values, ascending, each once; those between the ends of a range have four digits.
 */
export function axisValues(range: AxisRange, numbers: "any" | "whole"): number[] {
  const values = range.kind === "list" ? range.values : cut(range).map((value, index) => {
    if (index === 0 || index === range.steps - 1) return value;
    return numbers === "whole" ? Math.round(value) : Number(value.toPrecision(DIGITS));
  });
  return [...new Set(values)].sort((a, b) => a - b);
}

function cut({ kind, from, to, steps }: Exclude<AxisRange, { kind: "list" }>): number[] {
  return Array.from({ length: steps }, (_, step) => {
    // The ends as they were given, not as powers of logarithms come out.
    if (step === 0 || step === steps - 1) return step === 0 ? from : to;
    const share = step / (steps - 1);
    return kind === "log" ? from * (to / from) ** share : from + (to - from) * share;
  });
}

/**
 * Writes an axis as it can be given again.
 *
 * @param axis The axis.
 * @returns `strategy.concurrency=1,2,4`.
 */
export function writeAxis({ scope, parameter, range }: Axis): string {
  const name = scope === null ? parameter : `${scope}.${parameter}`;
  const values = range.kind === "list"
    ? range.values.join(",")
    : `${range.from}..${range.to}:${range.kind}:${range.steps}`;
  return `${name}=${values}`;
}
