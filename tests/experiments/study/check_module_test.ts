import { assert, assertEquals, assertRejects } from "@std/assert";
import { pathToFileURL } from "node:url";
import { Interrupted } from "../../../experiments/study/_deno_command.ts";
import { typeProblem } from "../../../experiments/study/_type_problem.ts";
import { checkModule } from "../../../experiments/study/check_module.ts";

const URL_OF_MINE = new URL("file:///home/me/my%20lab/mine.ts");

const said: readonly [words: string, stderr: string, line: string | null][] = [
  [
    "a diagnostic of one line",
    `TS2551 [ERROR]: Property 'runs' does not exist on type 'Host'. Did you mean 'run'?
  open: (host) => ({ dispatch: host.runs, close: () => {} }),
                                    ~~~~
    at ${URL_OF_MINE.href}:10:37

    'run' is declared here.
      run(task: number): void | Promise<void>;
      ~~~
        at file:///project/strategies/strategy.ts:53:3

error: Type checking failed.
`,
    "TS2551 Property 'runs' does not exist on type 'Host'. Did you mean 'run'? (line 10)",
  ],
  [
    "a chain of reasons, of which the last tells most",
    `TS2345 [ERROR]: Argument of type '{ name: string; }' is not assignable to parameter of type 'X'.
  Types of property 'y' are incompatible.
    Property 'open' is missing in type '{ name: string; family: "loop"; summary: string; placements: ["inside"]; }' but required in type 'Strategy<{}>'.
export default defineStrategy({
                              ^
    at ${URL_OF_MINE.href}:2:31

Found 1 error.
`,
    "TS2345 Property 'open' is missing in type " +
    `'{ name: string; family: "loop"; summary: string; placements:…' ` +
    "but required in type 'Strategy<{}>'. (line 2)",
  ],
  [
    "a diagnostic in another file",
    `TS2352 [ERROR]: Conversion of type 'number' to type 'string' may be a mistake.
export default 1 as string;
               ~~~~~~~~~~~
    at file:///home/me/my%20lab/other.ts:7:16
`,
    "TS2352 Conversion of type 'number' to type 'string' may be a mistake. " +
    "(file:///home/me/my%20lab/other.ts, line 7)",
  ],
  [
    "a diagnostic after others that do not matter",
    `TS6133 [ERROR]: 'x' is declared but its value is never read.
const x = 1;
      ~
    at ${URL_OF_MINE.href}:1:7

TS2322 [ERROR]: Type 'string' is not assignable to type 'number'.
const y: number = "";
      ~
    at ${URL_OF_MINE.href}:2:7
`,
    "TS2322 Type 'string' is not assignable to type 'number'. (line 2)",
  ],
  [
    "nothing but what does not matter",
    `TS6133 [ERROR]: 'x' is declared but its value is never read.
const x = 1;
      ~
    at ${URL_OF_MINE.href}:1:7

error: Type checking failed.
`,
    null,
  ],
  [
    "a text that cannot be parsed",
    `error: SyntaxError: Expected ',', got 'b'
  |
3 |   b: 2
  |   ~
    at ${URL_OF_MINE.href}:3:3
`,
    "SyntaxError: Expected ',', got 'b' (line 3)",
  ],
  ["something else", "\nno such thing\nas you expected\n", "no such thing"],
];

for (const [words, stderr, line] of said) {
  Deno.test(`typeProblem() makes one line of ${words}`, () => {
    assertEquals(typeProblem(stderr, URL_OF_MINE), line);
  });
}

async function check(source: string): Promise<void> {
  // A name that must be escaped in a URL.
  const folder = await Deno.makeTempDir({ prefix: "dispatch lab#" });
  try {
    await Deno.writeTextFile(`${folder}/mine.ts`, source);
    await checkModule("./mine.ts", pathToFileURL(`${folder}/mine.ts`));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("checkModule() says in a line what a module lacks", async () => {
  const error = await assertRejects(
    () =>
      check(`import { defineStrategy } from "dispatch-lab/strategies";
export default defineStrategy({
  name: "mine",
  family: "loop",
  summary: "mine",
  placements: ["inside"],
  order: "fifo",
  parameters: {},
  discipline: () => ({ kind: "work-conserving" }),
});
`),
    SyntaxError,
  );
  const pattern =
    /^\.\/mine\.ts does not type-check: TS\d+ Property 'open' is missing in type '.+' but .* \(line 2\)$/;
  assert(pattern.test(error.message), error.message);
});

Deno.test("checkModule() leaves untidiness alone, and the project's lock file", async () => {
  const lock = new URL("../../../deno.lock", import.meta.url);
  const before = await Deno.readTextFile(lock);
  await check(
    'import process from "node:process";\n' +
      'import { choice } from "dispatch-lab/strategies";\n' +
      "const unused = 1;\n" +
      "export default function f(x: number) {\n  if (x > 1) return x;\n}\n",
  );
  assertEquals(await Deno.readTextFile(lock), before);
});

Deno.test("checkModule() ends when it is interrupted", async () => {
  const abort = new AbortController();
  const url = new URL("./_modules/prints.ts", import.meta.url);
  const checking = checkModule("./mine.ts", url, abort.signal);
  abort.abort();
  await assertRejects(() => checking, Interrupted);
  await assertRejects(() => checkModule("./mine.ts", url, AbortSignal.abort()), Interrupted);
});
