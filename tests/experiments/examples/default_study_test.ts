import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { readStudy, renderStudyFiles, summarize } from "../../../mod.ts";

const PATH = "experiments/examples/default_study";
const ROOT = new URL("../../../", import.meta.url);
const read = (path: string) => Deno.readTextFile(new URL(`${PATH}/${path}`, ROOT));

Deno.test(`the example's reports are what deno task report ${PATH} makes of its study`, async () => {
  const study = await readStudy(new URL(PATH, ROOT).pathname);
  const { reports, charts } = renderStudyFiles(summarize(study), null);
  for (const { path, text } of [...reports, ...charts]) {
    // Not by assertEquals: the difference of two pages would be longer than both.
    assert(
      text === await read(path),
      `${path} is of another version: run deno task report ${PATH}`,
    );
  }
  const kept = [...Deno.readDirSync(new URL(`${PATH}/charts`, ROOT))].map(({ name }) => name);
  assertEquals(kept.sort(), charts.map(({ path }) => path.replace("charts/", "")).sort());
});

Deno.test("README shows the example's picture, and quotes what its report says", async () => {
  const words = (text: string) => text.replace(/^> ?/gm, "").replace(/\s+/g, " ");
  const readme = await Deno.readTextFile(new URL("README.md", ROOT));
  assertStringIncludes(readme, `(${PATH}/report.png)](${PATH}/report.md)`);
  const [, quoted] = /It says, among other things:\n\n((?:>.*\n)+)/.exec(readme)!;
  const findings = words(await read("report.md"));
  const sentences = words(quoted).split(/(?:^| )- (?=`|The)/).filter((text) => text !== "");
  assertEquals(sentences.length, 3);
  for (const sentence of sentences) {
    assertStringIncludes(findings, sentence.replace(/ …\s*$/, "").trim());
  }
});
