import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { listText } from "../../cli/list_text.ts";
import { main } from "../../cli/main.ts";
import {
  coreStrategies,
  DEFAULT_WORKLOADS,
  listWorkloads,
  PROFILES,
  strategies,
} from "../../mod.ts";
import { capturedIo } from "./_captured_io.ts";

const lines = listText().split("\n");

/** The lines from a heading of the first level on, up to the next. */
function part(heading: string): string[] {
  const from = lines.findIndex((line) => line.startsWith(heading));
  const rest = lines.slice(from + 1);
  const to = rest.findIndex((line) => /^\w.* \(--\w+\)/.test(line));
  return to < 0 ? rest : rest.slice(0, to);
}

/** The lines of one entry: its name, and what is indented below it. */
function entry(section: readonly string[], name: string): string[] {
  const from = section.findIndex((line) => line.slice(2).split(" ")[0] === name);
  assert(from >= 0, `${name} is not listed`);
  const to = section.findIndex((line, at) => at > from && !line.startsWith("    "));
  return section.slice(from, to < 0 ? undefined : to);
}

/** Wrapped lines joined again. */
const flat = (text: readonly string[]) => text.join(" ").replace(/\s+/g, " ");

Deno.test("listText() is plain text of at most 100 columns", () => {
  for (const line of lines) {
    assert([...line].length <= 100, line);
    assertEquals(line.trimEnd(), line);
    assert(!line.includes("\x1b"));
  }
});

Deno.test("listText() has every strategy with all that can be said of it", () => {
  const section = part("strategies");
  for (const { name, summary, placements, parameters } of strategies) {
    const [title, ...rest] = entry(section, name);
    assertEquals(title.slice(2), `${name} (${placements.join(", ")})`);
    assertEquals(title.startsWith("* "), coreStrategies.some((core) => core.name === name), name);
    assertStringIncludes(flat(rest), summary);
    for (const [key, parameter] of Object.entries(parameters)) {
      assertStringIncludes(flat(rest), `${key}=${parameter.default} `);
      assertStringIncludes(flat(rest), parameter.about);
      if (parameter.kind === "choice") {
        assertStringIncludes(flat(rest), parameter.choices.join(" | "));
      }
    }
  }
});

Deno.test("listText() groups strategies by family and has what the default set adjusts", () => {
  const titles = part("strategies").filter((line) => /^[* ] [a-z]/.test(line) || /^\w/.test(line))
    .map((line) => line.replace(/^. (\S+).*/, "$1"));
  const grouped = [...Map.groupBy(strategies, ({ family }) => family).values()];
  assertEquals(
    titles.filter((title) => strategies.some(({ name }) => name === title)),
    grouped.flat().map(({ name }) => name),
  );
  assertEquals(titles.length, strategies.length + grouped.length);
  assertStringIncludes(
    flat(entry(part("strategies"), "queue-polled")),
    "* also as queue-polled:intervalMs=5,drain=all",
  );
});

Deno.test("listText() has every workload with the defaults of all its parameters", () => {
  const section = part("workloads");
  const common = flat(
    section.slice(section.findIndex((line) => line.startsWith("what workloads"))),
  );
  for (const { name, summary, parameters } of listWorkloads()) {
    const own = flat(entry(section, name));
    assertStringIncludes(own, summary);
    for (const [key, parameter] of Object.entries(parameters)) {
      assert(own.includes(` ${key}=${parameter.default}`), `${name} lacks ${key}`);
      assert((own + common).includes(parameter.about), `${name} does not explain ${key}`);
    }
  }
  const marked = section.filter((line) => line.startsWith("* ")).map((line) => line.slice(2));
  assertEquals(new Set(marked), new Set<string>(DEFAULT_WORKLOADS));
});

Deno.test("listText() has the profiles and marks the default one", () => {
  const section = part("profiles");
  assertEquals(section.map((line) => line.slice(2).split(" ")[0]), Object.keys(PROFILES));
  assertEquals(section.filter((line) => line.startsWith("*")), [
    "* standard  1500 ms a trial, 5 blocks",
  ]);
});

Deno.test("main() bench --list prints the list, and still refuses what it does not know", async () => {
  const io = capturedIo();
  assertEquals(await main(["bench", "--list"], io), 0);
  assertEquals([io.outLines, io.errLines], [lines, []]);
  const refused = capturedIo();
  assertEquals(await main(["bench", "--list", "--strategies"], refused), 2);
  assertEquals(refused.outLines, []);
  assertStringIncludes(refused.errLines[0], "did you mean --strategy?");
});
