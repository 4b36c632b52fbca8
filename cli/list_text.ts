import {
  type ChoiceParameter,
  coreStrategies,
  DEFAULT_WORKLOADS,
  type Family,
  formatSelection,
  listWorkloads,
  type NumberParameter,
  type ParameterTable,
  type Profile,
  PROFILES,
  rangeInWords,
  strategies,
} from "../mod.ts";

const WIDTH = 100;
const INDENT = "    ";
// A parameter that so many workloads declare alike is explained once for all.
const SHARED_BY = 3;
const DEFAULT_PROFILE: Profile = "standard";

const FAMILY_HEADINGS: Readonly<Record<Family, string>> = {
  direct: "direct: the flawed baseline",
  queue: "task queue",
  loop: "loop scheduling",
  io: "I/O driven",
  thread: "from other threads",
  npm: "libraries in use today",
};

type Parameter = NumberParameter | ChoiceParameter;

/**
 * Everything that can be chosen by name: what `--list` prints.
 *
 * @returns Plain text, at most 100 characters a line.
 */
export function listText(): string {
  return [
    "* what runs where nothing is named; each name is followed by its parameters and their defaults",
    "",
    "strategies (--strategy), with where the producer may be (--placement)",
    ...strategyLines(),
    "",
    "workloads (--workload)",
    ...workloadLines(),
    "",
    "profiles (--profile)",
    ...Object.entries(PROFILES).map(([name, { durationMs, blocks }]) =>
      `${mark(name === DEFAULT_PROFILE)} ${
        name.padEnd(10)
      }${durationMs} ms a trial, ${blocks} blocks`
    ),
  ].join("\n");
}

function strategyLines(): string[] {
  const core = coreStrategies.map(({ name, given }) => {
    const table = strategies.find((strategy) => strategy.name === name)!.parameters;
    return { name, selection: formatSelection(name, table, given) };
  });
  return [...Map.groupBy(strategies, ({ family }) => family)].flatMap(([family, members]) => [
    "",
    FAMILY_HEADINGS[family],
    ...members.flatMap(({ name, summary, placements, parameters }) => {
      const adjusted = core.filter((item) => item.name === name && item.selection !== name);
      return [
        `${mark(core.some((item) => item.name === name))} ${name} (${placements.join(", ")})`,
        ...wrap(summary, INDENT),
        ...parameterLines(parameters),
        ...adjusted.flatMap(({ selection }) => wrap(`* also as ${selection}`, INDENT)),
      ];
    }),
  ]);
}

function workloadLines(): string[] {
  const workloads = listWorkloads();
  const uses = Map.groupBy(
    workloads.flatMap(({ parameters }) => Object.entries(parameters)),
    ([name, parameter]) => explanation(name, parameter),
  );
  const isShared = ([name, parameter]: [string, Parameter]) =>
    uses.get(explanation(name, parameter))!.length >= SHARED_BY;
  const shared = [...uses.values()].map(([first]) => first).filter(isShared);
  return [
    ...workloads.flatMap(({ name, summary, parameters }) => {
      const entries = Object.entries(parameters);
      const others = entries.filter(isShared)
        .map(([key, parameter]) => `${key}=${parameter.default}`);
      return [
        "",
        `${mark((DEFAULT_WORKLOADS as readonly string[]).includes(name))} ${name}`,
        ...wrap(summary, INDENT),
        ...parameterLines(Object.fromEntries(entries.filter((entry) => !isShared(entry)))),
        ...(others.length === 0 ? [] : wrap(`and ${others.join(", ")}`, INDENT)),
      ];
    }),
    "",
    "what workloads have in common",
    ...table(shared.map(([name, parameter]) => [name, inWords(parameter)])),
  ];
}

function parameterLines(parameters: ParameterTable): string[] {
  return table(
    Object.entries(parameters).map(([name, parameter]) => [
      `${name}=${parameter.default}`,
      inWords(parameter),
    ]),
  );
}

function inWords(parameter: Parameter): string {
  const range = parameter.kind === "choice"
    ? parameter.choices.join(" | ")
    : rangeInWords(parameter);
  return `${range}; ${parameter.about}`;
}

/** Tells declarations apart by all that is shown of them but the default. */
function explanation(name: string, parameter: Parameter): string {
  return `${name}: ${inWords(parameter)}`;
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([name]) => name.length)) + 2;
  return rows.flatMap(([name, text]) => {
    const [first, ...rest] = wrap(text, INDENT + " ".repeat(width));
    return [INDENT + name.padEnd(width) + first.trimStart(), ...rest];
  });
}

/** Breaks at blanks; a word that is longer than a line has one of its own. */
function wrap(text: string, indent: string): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = `${lines.at(-1)} ${word}`.trimStart();
    if (indent.length + line.length <= WIDTH || lines.at(-1) === "") lines[lines.length - 1] = line;
    else lines.push(word);
  }
  return lines.map((line) => indent + line);
}

function mark(isDefault: boolean): string {
  return isDefault ? "*" : " ";
}
