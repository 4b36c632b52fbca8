/** The text of OpenMetrics 1.0: families of samples, metadata in front, `# EOF` at the end. */
import { encodeName } from "./_names.ts";

/** Labels by name. */
export type Labels = Readonly<Record<string, string>>;

/** One number. */
export interface Sample {
  /** What its type adds to the family's name: `_info`. @default nothing */
  readonly suffix?: string;
  /** Labels; those with an empty value are left out, which means the same. */
  readonly labels: Labels;
  /** Finite. */
  readonly value: number;
}

/** Samples of one meaning. */
export interface Family {
  /** Name, which ends with the unit if there is one. */
  readonly name: string;
  /** What the samples are. */
  readonly type: "gauge" | "info" | "stateset";
  /** Unit of the values. @default none */
  readonly unit?: string;
  /** What it is, a sentence. */
  readonly help: string;
  /** The samples; a family without any is left out. */
  readonly samples: readonly Sample[];
}

/** A family of gauges of this project. */
export function gauge(
  name: string,
  unit: string,
  help: string,
  samples: readonly Sample[],
): Family {
  return { name: `dispatch_lab_${name}_${unit}`, type: "gauge", unit, help, samples };
}

/** A sample for each state a thing may be in: 1 for the one that it is in, 0 for the others. */
export function stateSamples(
  family: string,
  states: readonly string[],
  state: string,
  labels: Labels,
): Sample[] {
  return states.map((each) => ({
    labels: { ...labels, [family]: each },
    value: each === state ? 1 : 0,
  }));
}

/** The whole text. */
export function renderFamilies(families: readonly Family[]): string {
  const lines = families.filter(({ samples }) => samples.length > 0).flatMap((family) => [
    `# TYPE ${family.name} ${family.type}`,
    ...family.unit === undefined ? [] : [`# UNIT ${family.name} ${family.unit}`],
    `# HELP ${family.name} ${escaped(family.help)}`,
    ...family.samples.map((sample) => sampleLine(family.name, sample)),
  ]);
  return [...lines, "# EOF"].join("\n") + "\n";
}

function sampleLine(name: string, { suffix = "", labels, value }: Sample): string {
  const pairs = Object.entries(labels).filter(([, text]) => text !== "")
    .map(([label, text]) => `${label}="${escaped(encodeName(text))}"`);
  return `${name}${suffix}${pairs.length === 0 ? "" : `{${pairs.join(",")}}`} ${number(value)}`;
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');
}

/** The grammar takes what JavaScript writes, but for the sign of nothing. */
function number(value: number): string {
  return Object.is(value, -0) ? "0" : String(value);
}
