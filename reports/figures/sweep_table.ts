/**
 * The points of a curve as a table, and what is said of those that no mean is shown of.
 *
 * @module
 */
import { pointHeader, pointRow } from "../sweep/describe_sweep.ts";
import type { Sweep, SweepCurve, SweepPoint } from "../sweep/sweep.ts";
import type { Table, TableCell } from "./figure.ts";

/**
 * Which points have no figures, and why.
 *
 * @param sweep The sweep.
 * @param curve One of its curves.
 * @returns Sentences.
 */
export function unstableCaption({ x }: Sweep, { points }: SweepCurve): string[] {
  const at = (state: SweepPoint["state"]) =>
    points.filter((point) => point.state === state).map(({ value }) => value).join(", ");
  const [unstable, failed] = [at("unstable"), at("failed")];
  return [
    ...(unstable === "" ? [] : [
      `Unstable at ${x.parameter} ${unstable}: it could not keep up, so no wait there is a mean of anything.`,
    ]),
    ...(failed === "" ? [] : [`Not measured at ${x.parameter} ${failed}.`]),
  ];
}

/**
 * The rows of a curve as a document prints them, with some of their columns.
 *
 * @param sweep The sweep.
 * @param curve One of its curves.
 * @param caption What the table shows.
 * @param wanted The columns beside the parameter. @default all
 * @returns A table, a row a point.
 */
export function columnsOf(
  sweep: Sweep,
  curve: SweepCurve,
  caption: string,
  wanted: readonly string[] = pointHeader(sweep).slice(1),
): Table {
  const header = pointHeader(sweep);
  const places = [0, ...wanted.map((name) => header.indexOf(name, 1))];
  const rows = curve.points.map((point) => {
    const texts = pointRow(point);
    const values = valuesOf(point);
    return places.map((place): TableCell => {
      const text = texts[place];
      if (place < values.length) return { text, kind: "figure", value: values[place] };
      const { state } = point;
      return { text, kind: "words", ...(state !== "stable" && { mark: state }) };
    });
  });
  return { caption, head: places.map((place) => header[place]), rows };
}

/** What the columns before the last are sorted by. */
function valuesOf(point: SweepPoint): (number | null)[] {
  const { value, state, offeredRatePerSecond, throughputPerSecond, waitMs, sojournMs } = point;
  const times = [
    waitMs.mean,
    point.theory && point.theory.waitMs,
    waitMs.p99,
    point.slo === null ? sojournMs.p99 : point.slo.ms,
  ];
  return [
    value,
    offeredRatePerSecond,
    throughputPerSecond.mean,
    ...(state === "stable" ? times : times.map(() => null)),
  ];
}
