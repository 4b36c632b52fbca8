/**
 * How long the parts of `deno task report` take for a study of a thousand trials, as 50 cells in 20 blocks
 * and as 10 cells in 100. Run with `deno bench -A tests/reports/report_bench.ts`; both studies are made
 * first, which takes half a minute. For the whole command, start-up and memory included:
 *
 *     deno run -A tests/reports/_big_study.ts out/big 50 20
 *     /usr/bin/time -v deno task report out/big
 *
 * It should take under 3 s and 300 MB where nothing else runs.
 *
 * @module
 */
import { readStudy, renderStudyFiles, summarize } from "../../mod.ts";
import { keepStudy } from "../cli/_kept_study.ts";
import { bigStudy } from "./_big_study.ts";

const FORMS = [[50, 20], [10, 100]] as const;

for (const [cells, blocks] of FORMS) {
  const directory = Deno.makeTempDirSync();
  globalThis.addEventListener("unload", () => Deno.removeSync(directory, { recursive: true }));
  keepStudy(directory, bigStudy(cells, blocks));
  const study = await readStudy(directory);
  const report = summarize(study);
  const group = `${cells} cells in ${blocks} blocks`;

  Deno.bench({ name: "read and validate", group, n: 5, warmup: 1 }, async () => {
    await readStudy(directory);
  });
  Deno.bench({ name: "summarize", group, n: 5, warmup: 1 }, () => {
    summarize(study);
  });
  Deno.bench({ name: "render all files", group, n: 5, warmup: 1 }, () => {
    renderStudyFiles(report, null);
  });
}
