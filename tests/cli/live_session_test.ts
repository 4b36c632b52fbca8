import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { type LiveSession, openLiveSession } from "../../cli/live/live_session.ts";
import type { TrialRecord } from "../../experiments/record.ts";
import { planStudy } from "../../experiments/study/plan.ts";
import { runStudy } from "../../experiments/study/run_study.ts";
import { failed, measured } from "../reports/_records.ts";
import { capturedIo } from "./_captured_io.ts";
import { eventsOf, nextOf, type StreamEvent } from "./_event_stream.ts";
import { withDirectory } from "./_with_directory.ts";

const plan = planStudy({
  strategies: ["direct", "loop-immediate"],
  workloads: ["steady"],
  durationMs: 100,
  blocks: 2,
}, null);
const cells = plan.cells.map(({ identity }) => identity);
const DOCUMENT = { cells, blocks: plan.blocks };

/** Runs the study of four trials without running anything; `during` is called within each. */
async function conduct(
  live: LiveSession,
  during: (order: number) => Promise<void> = () => Promise.resolve(),
  recordOf: (order: number) => TrialRecord = (order) => {
    const { cell, block } = plan.trials[order];
    return { ...measured(cells[cell], block), order };
  },
): Promise<void> {
  await runStudy(plan, new Set(), {
    async run({ order }) {
      await during(order);
      return recordOf(order);
    },
    keep: (record) => Promise.resolve(live.record(record)),
    progress: ({ next, ...progress }) =>
      live.advance({
        ...progress,
        noun: "trial",
        next: next && `trial ${next.order}`,
        cell: next && next.cell,
      }),
  });
}

async function follow(live: LiveSession, query = "") {
  const response = await fetch(`${live.url}events${query}`);
  assertEquals(response.headers.get("content-type"), "text/event-stream");
  return eventsOf(response.body!);
}

const pageOf = async (live: LiveSession) => await (await fetch(live.url)).text();
const afterIn = (html: string) => /data-live-after="([^"]+)"/.exec(html)![1];

Deno.test("a page that follows is told of each trial before the next begins", async () => {
  await withDirectory(async (directory) => {
    await using live = openLiveSession(DOCUMENT, { directory });
    const events = await follow(live, `?after=${afterIn(await pageOf(live))}`);
    const told: StreamEvent[] = [];
    await conduct(live, async (order) => {
      // What was sent before this trial is here while it runs, and nothing else.
      told.push(await nextOf(events));
      assertEquals(told.length, order + 1);
      assertEquals(told[order].data.progress.done, order);
    });
    told.push(await nextOf(events));
    assertEquals(told.map(({ event }) => event), Array(5).fill("trial"));
    assertEquals(told[0].data.trial, null);
    assertEquals(told[1].data.trial.cell, plan.trials[0].cell);
    assertEquals(told[1].data.cell.note, "1 of 2");
    assertEquals(told[4].data.cell.note, "2 of 2");
    assertEquals(told[4].data.progress.runningCell, null);
    await Deno.writeTextFile(`${directory}/report.html`, "the report");
    await live.complete();
    assertEquals((await nextOf(events)).event, "complete");
    await events.return();
  });
});

Deno.test("a page that is loaded or comes back in the middle misses nothing and repeats nothing", async () => {
  await withDirectory(async (directory) => {
    await using live = openLiveSession(DOCUMENT, { directory });
    const seen: number[] = [];
    const following: ReturnType<typeof eventsOf>[] = [];
    await conduct(live, async (order) => {
      if (order !== 2) return;
      const page = await pageOf(live);
      assertStringIncludes(page, "2 of 4 trials done");
      following.push(await follow(live, `?after=${afterIn(page)}`));
      // A connection that is lost: the browser says itself what it knows, and that counts.
      const again = await fetch(`${live.url}events?after=${afterIn(page)}`, {
        headers: { "last-event-id": afterIn(page).replace(/\d+$/, "1") },
      });
      const missed = eventsOf(again.body!);
      seen.push(
        (await nextOf(missed)).data.progress.done,
        (await nextOf(missed)).data.progress.done,
      );
      following.push(missed);
    });
    assertEquals(seen, [1, 2]);
    for (const events of following) {
      assertEquals((await nextOf(events)).data.progress.done, 3);
      await events.return();
    }
  });
});

Deno.test("tabs that vanish in the middle of a study are forgotten, and disturb nobody", async () => {
  await withDirectory(async (directory) => {
    await using live = openLiveSession(DOCUMENT, { directory });
    const stays = await follow(live);
    const leave = new AbortController();
    const gone: Promise<unknown>[] = [];
    for (let tab = 0; tab < 3; tab++) {
      const { body } = await fetch(`${live.url}events`, { signal: leave.signal });
      const reader = body!.getReader();
      reader.read().catch(() => {});
      gone.push(assertRejects(() => reader.closed));
    }
    await conduct(live, async (order) => {
      assertEquals((await nextOf(stays)).data.progress.done, order);
      if (order === 1) leave.abort();
    });
    await Promise.all(gone);
    await stays.return();
  });
});

Deno.test("a trial that fails is shown so, and hostile words in it arrive as data", async () => {
  await withDirectory(async (directory) => {
    await using live = openLiveSession(DOCUMENT, { directory });
    const words = "<script>alert(1)</script>\n\nevent: complete\ndata: {}\u2028\r";
    await conduct(live, undefined, (order) => {
      const { cell, block } = plan.trials[order];
      return { ...failed(cells[cell], block, "crashed", words), order };
    });
    const events = await follow(live);
    const told = [await nextOf(events), await nextOf(events)];
    assertEquals(told[1].data.cell.state, "failed");
    assertEquals(told[1].data.trial.message, `crashed: ${words}`);
    const page = await pageOf(live);
    assert(!page.includes("<script>alert"));
    assertStringIncludes(page, "&lt;script>alert(1)&lt;/script>");
    await events.return();
  });
});

Deno.test("an interrupted study says so to its pages, with the command that goes on", async () => {
  await withDirectory(async (directory) => {
    const live = openLiveSession(DOCUMENT, { directory });
    const events = await follow(live);
    await live.interrupt("deno task bench --resume --out out/a");
    assertStringIncludes(await pageOf(live), "deno task bench --resume --out out/a");
    const { event, data } = await nextOf(events);
    assertEquals([event, data.command], ["ended", "deno task bench --resume --out out/a"]);
    await live[Symbol.asyncDispose]();
    assertEquals((await events.next()).done, true);
  });
});

Deno.test("a study that breaks tells its pages before the server goes", async () => {
  await withDirectory(async (directory) => {
    const live = openLiveSession(DOCUMENT, { directory });
    const events = await follow(live);
    await live[Symbol.asyncDispose]();
    const { event, data } = await nextOf(events);
    assertEquals(event, "ended");
    assertStringIncludes(data.words, "could not go on");
    assertEquals((await events.next()).done, true);
  });
});

Deno.test("a study that is resumed shows at once what an earlier run has kept", async () => {
  await withDirectory(async (directory) => {
    await using live = openLiveSession(DOCUMENT, { directory });
    live.recall([measured(cells[0], 0), measured(cells[1], 0)]);
    await live.advance({
      noun: "trial",
      done: 2,
      total: 4,
      next: "direct, steady, block 2",
      cell: 0,
      remainingMs: 1000,
    });
    const page = await pageOf(live);
    assertStringIncludes(page, "2 of 4 trials done");
    assertEquals(page.match(/<small>1 of 2<\/small>/g)?.length, 2);
    assertEquals(live.watchedTrials, 0);
  });
});

Deno.test("a page of another run at the same address is told to load anew", async () => {
  await withDirectory(async (directory) => {
    await using live = openLiveSession(DOCUMENT, { directory });
    const events = await follow(live, "?after=earlier-7");
    assertEquals((await nextOf(events)).event, "stranger");
    assertEquals((await events.next()).done, true);
  });
});

Deno.test("trials count as watched while a page is open or was asked for, and only then", async () => {
  await withDirectory(async (directory) => {
    await using live = openLiveSession(DOCUMENT, { directory });
    const counts: number[] = [];
    await conduct(live, async (order) => {
      counts.push(live.watchedTrials);
      if (order === 1) await pageOf(live);
    });
    assertEquals([...counts, live.watchedTrials], [0, 0, 1, 1, 1]);
  });
  await withDirectory(async (directory) => {
    await using live = openLiveSession(DOCUMENT, { directory });
    const events = await follow(live);
    await conduct(live, async () => void await nextOf(events));
    assertEquals(live.watchedTrials, 4);
    await events.return();
  });
});

Deno.test("without a terminal the report is kept until the pages that were open have it", async () => {
  await withDirectory(async (directory) => {
    await using live = openLiveSession(DOCUMENT, { directory, lingerMs: 1e6 });
    const pages = [await follow(live), await follow(live)];
    await Deno.writeTextFile(`${directory}/report.html`, "the report");
    await live.complete();
    const lingering = live.linger(capturedIo());
    for (const events of pages) {
      assertEquals((await nextOf(events)).event, "complete");
      await events.return();
      assertEquals(await pageOf(live), "the report");
    }
    await lingering;
  });
});

Deno.test("without a terminal nothing lingers if no page was open, nor for ever if one is", async () => {
  await withDirectory(async (directory) => {
    await Deno.writeTextFile(`${directory}/report.html`, "the report");
    const unseen = openLiveSession(DOCUMENT, { directory, lingerMs: 1e6 });
    await unseen.complete();
    await unseen.linger(capturedIo());
    await unseen[Symbol.asyncDispose]();
    await using seen = openLiveSession(DOCUMENT, { directory, lingerMs: 1 });
    const events = await follow(seen);
    await seen.complete();
    await seen.linger(capturedIo());
    assertEquals((await nextOf(events)).event, "complete");
    await events.return();
  });
});

Deno.test("on a terminal the report is kept until somebody ends it", async () => {
  await withDirectory(async (directory) => {
    await Deno.writeTextFile(`${directory}/report.html`, "the report");
    await using live = openLiveSession(DOCUMENT, { directory, lingerMs: 0 });
    await live.complete();
    const io = capturedIo({ isTerminal: true });
    const interrupt = new AbortController();
    let hasEnded = false;
    const lingering = live.linger(io, (work) => work(interrupt.signal))
      .then(() => hasEnded = true);
    assertEquals(io.errLines, [`serving the report at ${live.url} until Ctrl-C`]);
    assertEquals([await pageOf(live), await pageOf(live)], ["the report", "the report"]);
    assertEquals(hasEnded, false);
    interrupt.abort();
    await lingering;
  });
});

Deno.test("without a terminal Ctrl-C ends the wait for pages", async () => {
  await withDirectory(async (directory) => {
    await Deno.writeTextFile(`${directory}/report.html`, "the report");
    await using live = openLiveSession(DOCUMENT, { directory, lingerMs: 1e6 });
    const events = await follow(live);
    await live.complete();
    const interrupt = new AbortController();
    const lingering = live.linger(capturedIo(), (work) => work(interrupt.signal));
    interrupt.abort();
    await lingering;
    assertEquals((await nextOf(events)).event, "complete");
    await events.return();
  });
});
