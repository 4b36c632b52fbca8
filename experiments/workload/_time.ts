/** Times of a trace, read exactly: whole picoseconds, which differ without rounding. */

/** The unit of a time that is written as a number. */
export type TimeUnit = "s" | "ms" | "us" | "ns";

/** How the times of a column are written. */
export type TimeFormat = "iso" | TimeUnit;

/** Decimal places from each unit down to a picosecond. */
const placesOf = { s: 12, ms: 9, us: 6, ns: 3 } as const satisfies Record<TimeUnit, number>;

const isoPattern =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)? ?([Zz]|[+-]\d\d(?::?\d\d)?)?$/;
const decimalPattern = /^([+-]?)(?=\.?\d)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,2}))?$/;

/** How a value is written, taken as a time: null if it is none. */
export function timeFormat(text: string, unit: TimeUnit): TimeFormat | null {
  if (parseTime(text, "iso") !== null) return "iso";
  return parseTime(text, unit) === null ? null : unit;
}

/** The time in picoseconds, or null if it is not in this format. Finer digits are cut off. */
export function parseTime(text: string, format: TimeFormat): bigint | null {
  if (format === "iso") return parseIso(text);
  const match = decimalPattern.exec(text);
  if (match === null) return null;
  const [, sign, whole, decimals, exponent = "0"] = match;
  const digits = BigInt(`0${whole}${decimals}`);
  const places = placesOf[format] + Number(exponent) - decimals.length;
  const size = places >= 0 ? digits * 10n ** BigInt(places) : digits / 10n ** BigInt(-places);
  return sign === "-" ? -size : size;
}

/** Whether a text is a number in decimal notation; Number() would take "" and "0x10" as well. */
export function isDecimal(text: string): boolean {
  return decimalPattern.test(text);
}

/** The time from one instant to another in ms, rounded once for the count and once for the unit. */
export function elapsedMs(from: bigint, to: bigint): number {
  return Number(to - from) / 1e9;
}

function parseIso(text: string): bigint | null {
  const match = isoPattern.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => +(part ?? 0));
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // Date carries what is out of range over, 30 February to 1 March; here that is a mistake.
  const carried = date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 ||
    date.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59;
  const offsetMinutes = offsetMinutesOf(match[8] ?? "Z");
  if (carried || offsetMinutes === null) return null;
  const fraction = BigInt((match[7] ?? "").slice(0, 12).padEnd(12, "0"));
  return BigInt(date.getTime() - offsetMinutes * 60_000) * 1_000_000_000n + fraction;
}

function offsetMinutesOf(zone: string): number | null {
  if (zone === "Z" || zone === "z") return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(":", ""))];
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}
