import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { main } from "../../cli/main.ts";
import { capturedIo } from "./_captured_io.ts";
import { interrupted } from "./_interrupted.ts";

const STUDY = [
  "--profile",
  "quick",
  "--duration-ms",
  "150",
  "--blocks",
  "6",
  "--workload",
  "steady",
];

Deno.test("bench keeps what is finished on Ctrl-C, says how to resume, and resumes", async () => {
  const directory = await Deno.makeTempDir();
  const out = `${directory}/study`;
  const args = [...STUDY, "--strategy", "direct,loop-immediate", "--out", out];
  const { code, stderr } = await interrupted(["bench", ...args], "trial 3 of 12");
  assertEquals(code, 130, stderr);
  assertStringIncludes(stderr, `deno task bench --resume --out ${out}`);
  assert(!stderr.includes("    at "), stderr);

  const ndjson = () => Deno.readTextFile(`${out}/trials.ndjson`);
  const kept = await ndjson();
  const lines = kept.trimEnd().split("\n");
  assert(lines.length >= 2 && lines.length < 12, `${lines.length} trials were kept`);
  assertEquals(new Set(lines.map((line) => JSON.parse(line).state)), new Set(["measured"]));

  assertEquals(await main(["bench", "--resume", "--out", out], capturedIo()), 0);
  const all = await ndjson();
  assert(all.startsWith(kept));
  assertEquals(all.trimEnd().split("\n").length, 12);
  await Deno.remove(directory, { recursive: true });
});
