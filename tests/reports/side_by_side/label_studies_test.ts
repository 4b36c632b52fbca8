import { assertEquals } from "@std/assert";
import { labelStudies } from "../../../reports/side_by_side/mod.ts";
import { ENVIRONMENT } from "../_records.ts";
import { elsewhere } from "./_sides.ts";

const RUNTIME = ENVIRONMENT.runtime;

Deno.test("labelStudies() names studies by the one thing that tells them apart", () => {
  const cases: readonly [Parameters<typeof elsewhere>[0][], string[]][] = [
    [[{}, { cores: 1 }], ["Imaginary 9000, 4 cores", "Imaginary 9000, 1 core"]],
    [[{}, { os: "linux 7.0 x86_64" }], ["linux 6.0 x86_64", "linux 7.0 x86_64"]],
    [[{}, { runtime: { ...RUNTIME, deno: "2.8.0" } }], ["Deno 2.9.6", "Deno 2.8.0"]],
    [
      [{}, { gitCommit: "f".repeat(40) }, { gitCommit: null }],
      ["0123456789ab", "f".repeat(12), "no commit"],
    ],
    [[{}, { gitDirty: true }], ["0123456789ab", "0123456789ab, edited"]],
  ];
  for (const [environments, labels] of cases) {
    const studies = environments.map((more, index) => ({
      directory: `out/${index}`,
      document: elsewhere(more),
    }));
    assertEquals(labelStudies(studies), labels);
  }
});

Deno.test("labelStudies() joins things where none alone tells all apart", () => {
  const other = { runtime: { ...RUNTIME, deno: "2.8.0" } };
  const studies = [{}, { cores: 8 }, other].map((more, index) => ({
    directory: `out/${index}`,
    document: elsewhere(more),
  }));
  assertEquals(labelStudies(studies), [
    "Imaginary 9000, 4 cores, Deno 2.9.6",
    "Imaginary 9000, 8 cores, Deno 2.9.6",
    "Imaginary 9000, 4 cores, Deno 2.8.0",
  ]);
});

Deno.test("labelStudies() falls back on the ends of directories that differ", () => {
  const at = (...directories: string[]) =>
    labelStudies(directories.map((directory) => ({ directory, document: elsewhere({}) })));
  assertEquals(at("out/a", "out/b/"), ["a", "b"]);
  assertEquals(at("x/base", "y/base"), ["x/base", "y/base"]);
  assertEquals(at("a", "/a"), ["a", "/a"]);
});
