import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { main } from "../../cli/main.ts";
import { capturedIo } from "./_captured_io.ts";
import { eventsOf, nextOf } from "./_event_stream.ts";
import { withDirectory } from "./_with_directory.ts";

const TINY = [
  ...["--profile", "quick", "--tasks", "20", "--blocks", "1"],
  ...["--strategy", "direct,loop-immediate", "--workload", "steady"],
];
const SERVING = /serving progress at (http:\S+)/;

/** Runs a verb with `--serve`, and tells where its page is as soon as that is said. */
function serving(args: readonly string[]) {
  const io = capturedIo();
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const listening = {
    ...io,
    err(text: string) {
      io.err(text);
      const found = SERVING.exec(text);
      if (found !== null) resolve(found[1]);
    },
  };
  // Whoever waits for a page that never comes learns why.
  const code = main([...args, "--serve"], listening).finally(() =>
    reject(new Error(io.errLines.join("\n")))
  );
  promise.catch(() => {});
  return { io, url: promise, code };
}

Deno.test("bench --serve fills a page as trials finish and ends as report.html, byte by byte", async () => {
  await withDirectory(async (directory) => {
    const out = `${directory}/study`;
    const { io, url, code } = serving(["bench", ...TINY, "--out", out]);
    const home = await url;
    const page = await fetch(home);
    assertStringIncludes(await page.text(), "p99 wait so far");
    const early = await fetch(`${home}report.html`);
    assertEquals(early.status, 503);
    await early.body?.cancel();

    const events = eventsOf((await fetch(`${home}events`)).body!);
    const done: number[] = [];
    for (;;) {
      const { event, data } = await nextOf(events);
      if (event === "complete") break;
      assertEquals(event, "trial");
      done.push(data.progress.done);
    }
    assertEquals(done, [0, 1, 2]);
    const report = await fetch(`${home}report.html`);
    const [served, linked] = [await (await fetch(home)).bytes(), await report.bytes()];
    await events.return();

    assertEquals(await code, 0, io.errLines.join("\n"));
    const written = await Deno.readFile(`${out}/report.html`);
    assertEquals(served, written);
    assertEquals(linked, written);
    assertStringIncludes(io.outLines.join("\n"), `${out}/report.html`);
    const { watchedTrials } = JSON.parse(await Deno.readTextFile(`${out}/study.json`));
    assertEquals(watchedTrials, 2);
    const { warnings } = JSON.parse(await Deno.readTextFile(`${out}/report.json`));
    assert(warnings.some(({ code }: { code: string }) => code === "watched"));
  });
});

Deno.test("bench --serve that nobody looks at ends by itself and leaves no remark", async () => {
  await withDirectory(async (directory) => {
    const out = `${directory}/study`;
    const { io, code } = serving(["bench", ...TINY, "--out", out]);
    assertEquals(await code, 0, io.errLines.join("\n"));
    assert(!(await Deno.readTextFile(`${out}/study.json`)).includes("watchedTrials"));
  });
});

Deno.test("bench --serve says in one line that its port is taken, and begins no study", async () => {
  await withDirectory(async (directory) => {
    using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const port = String(taken.addr.port);
    const out = `${directory}/study`;
    const { io, code } = serving(["bench", ...TINY, "--port", port, "--out", out]);
    assertEquals(await code, 2);
    assertEquals(io.errLines.length, 1);
    assertMatch(io.errLines[0], /^error: cannot serve on 127\.0\.0\.1:\d+: the port is taken/);
    assertEquals([...Deno.readDirSync(directory)], []);
  });
});

Deno.test("bench --port is a port, and says where --serve listens", async () => {
  for (
    const [args, error] of [
      [
        ["--port", "8000"],
        "error: --port says where --serve listens: add --serve, or leave it out",
      ],
      [["--serve", "--port", "0"], "error: --port must be a whole number above 0, got 0"],
      [["--serve", "--port", "65536"], "error: --port must be at most 65535, got 65536"],
    ] as const
  ) {
    const io = capturedIo();
    assertEquals(await main(["bench", ...TINY, ...args], io), 2);
    assertEquals(io.errLines, [error]);
    const dry = capturedIo();
    assertEquals(await main(["bench", ...TINY, ...args, "--dry-run"], dry), 2);
    assertEquals(dry.errLines, [error]);
  }
});

Deno.test("bench --serve says on its page that it was interrupted, and goes on with what is kept", async () => {
  await withDirectory(async (directory) => {
    const out = `${directory}/study`;
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--quiet", "--no-prompt", "--allow-all"],
        new URL("../../cli/main.ts", import.meta.url).pathname,
        ...["bench", ...TINY, "--blocks", "4", "--serve", "--out", out],
      ],
      env: { NO_COLOR: "1" },
      stdout: "null",
      stderr: "piped",
    }).spawn();
    const stderr = child.stderr.pipeThrough(new TextDecoderStream());
    let said = "";
    for await (const text of stderr.values({ preventCancel: true })) {
      said += text;
      if (SERVING.test(said)) break;
    }
    const [, home] = SERVING.exec(said)!;
    const events = eventsOf((await fetch(`${home}events`)).body!);
    let trials = 0;
    for (;;) {
      const { event, data } = await nextOf(events);
      if (event === "ended") {
        assertStringIncludes(data.words, "interrupted");
        assertEquals(data.command, `deno task bench --resume --out ${out}`);
        break;
      }
      assertEquals(event, "trial");
      if (++trials === 3) child.kill("SIGINT");
    }
    assertEquals((await events.next()).done, true);
    assertEquals((await child.status).code, 130);
    for await (const text of stderr) said += text;
    assertStringIncludes(said, "interrupted: every finished trial is kept");

    const resumed = serving(["bench", "--resume", "--out", out]);
    const again = eventsOf((await fetch(`${await resumed.url}events`)).body!);
    assert((await nextOf(again)).data.progress.done >= 2);
    const page = await (await fetch(await resumed.url)).text();
    assertMatch(page, /<small>[1-4] of 4<\/small>/);
    for await (const { event } of again) if (event === "complete") break;
    await (await fetch(await resumed.url)).body?.cancel();
    assertEquals(await resumed.code, 0);
  });
});

Deno.test("sweep --serve fills a page as well, through the search for the knee", async () => {
  await withDirectory(async (directory) => {
    const out = `${directory}/sweep`;
    const { io, url, code } = serving([
      ...["sweep", "--profile", "quick", "--duration-ms", "60", "--blocks", "2", "--slo", "p50=1s"],
      ...[
        "--strategy",
        "queue-notified",
        "--workload",
        "steady",
        "--over",
        "ratePerSecond=100,200",
      ],
      ...["--out", out],
    ]);
    const home = await url;
    const events = eventsOf((await fetch(`${home}events`)).body!);
    for await (const { event } of events) if (event === "complete") break;
    const sweep = await fetch(`${home}sweep.json`);
    assertEquals(sweep.status, 200);
    await sweep.body?.cancel();
    const served = await (await fetch(home)).bytes();
    assertEquals(await code, 0, io.errLines.join("\n"));
    assertEquals(served, await Deno.readFile(`${out}/report.html`));
  });
});

Deno.test("bench --serve that cannot begin says why and nothing of a page", async () => {
  await withDirectory(async (directory) => {
    await Deno.writeTextFile(`${directory}/report.md`, "somebody's own");
    const { io, code } = serving(["bench", ...TINY, "--out", directory]);
    assertEquals(await code, 2);
    assertEquals(io.errLines.length, 1);
    assertMatch(io.errLines[0], /^error: .*report\.md" is there already/);
  });
});
