import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { type LiveSession, openLiveSession } from "../../cli/live/live_session.ts";
import { withDirectory } from "../cli/_with_directory.ts";
import { cell, failed, measured } from "../reports/_records.ts";
import { closeBrowser, visit } from "./_browser.ts";
import { defaultPage } from "./_studies.ts";

Deno.test.afterAll(closeBrowser);

const CELLS = [
  cell("direct"),
  cell("queue-polled:intervalMs=5,drain=all"),
  cell("direct", { workload: "burst" }),
];
const TOTAL = 6;

/** Serves a study that the test itself moves on. */
async function withStudy(
  use: (live: LiveSession, directory: string) => Promise<void>,
): Promise<void> {
  await withDirectory(async (directory) => {
    await using live = openLiveSession({ cells: CELLS, blocks: 2 }, { directory });
    await use(live, directory);
  });
}

const advance = (live: LiveSession, done: number, next: number | null) =>
  live.advance({
    noun: "trial",
    done,
    total: TOTAL,
    next: next === null ? null : CELLS[next].strategy,
    cell: next,
    remainingMs: 1000 * (TOTAL - done),
  });

const part = (page: Page, name: string) => page.locator(`[data-live="${name}"]`);
const told = (page: Page, words: string) =>
  part(page, "headline").filter({ hasText: words }).waitFor();

/** Every element of the page's sections: its name, attributes in alphabetical order, and words. */
const elementsOf = (page: Page) =>
  page.locator("main *").evaluateAll((all) =>
    all.map((it) => {
      const attributes = [...it.attributes].map(({ name, value }) => `${name}=${value}`).sort();
      return [it.localName, ...attributes, it.children.length === 0 ? it.textContent : ""].join(
        " ",
      );
    })
  );

Deno.test("the page of a study fills in, survives a reload and ends as the report", () =>
  withStudy(async (live, directory) => {
    await visit(live.url, {}, async (page) => {
      await advance(live, 0, 1);
      await told(page, "0 of 6 trials done");
      assertEquals(await part(page, "cell-1").getAttribute("aria-current"), "true");
      assert(await page.getByText("No trial has ended yet.").isVisible());

      live.record(measured(CELLS[1], 0, { waitMs: 2 }));
      await advance(live, 1, 0);
      await told(page, "1 of 6 trials done");
      assertEquals(await part(page, "cell-1").innerText(), "8.00 ms\n1 of 2");
      assertEquals(await part(page, "cell-1").getAttribute("aria-current"), null);
      assertEquals(await part(page, "cell-0").getAttribute("aria-current"), "true");
      assertEquals(
        await page.locator("progress").evaluate((bar: HTMLProgressElement) => bar.value),
        1,
      );
      assertEquals(await page.getByText("No trial has ended yet.").count(), 0);
      live.record(failed(CELLS[0], 0, "crashed", "exit code 7"));
      await advance(live, 2, 2);
      await told(page, "2 of 6 trials done");

      // As events made it, so the server makes it.
      const made = await elementsOf(page);
      await page.reload();
      assertEquals(await elementsOf(page), made);
      live.record(measured(CELLS[2], 0));
      await advance(live, 3, null);
      await told(page, "all trials are done");
      assertEquals(await part(page, "latest").locator("tr").count(), 3);

      const report = defaultPage();
      await Deno.writeTextFile(`${directory}/report.html`, report);
      await live.complete();
      await page.waitForFunction(() => document.title === "dispatch-lab report");
      assertEquals(page.url(), live.url);
      await page.reload();
      assertEquals(await page.title(), "dispatch-lab report");
      assertEquals(await (await fetch(live.url)).text(), report);
    });
  }));

Deno.test("a page that nobody looks at lets go of the server, and catches up when it is looked at", () =>
  withStudy(async (live) => {
    await visit(live.url, {}, async (page) => {
      await advance(live, 0, 0);
      await told(page, "0 of 6");
      const look = (isHidden: boolean) =>
        page.evaluate((isHidden) => {
          Object.defineProperty(document, "hidden", { configurable: true, get: () => isHidden });
          document.dispatchEvent(new Event("visibilitychange"));
        }, isHidden);
      const isEvents = (request: { url(): string }) => request.url().includes("/events");
      await Promise.all([page.waitForEvent("requestfailed", isEvents), look(true)]);
      live.record(measured(CELLS[0], 0));
      await advance(live, 1, 1);
      live.record(measured(CELLS[1], 0));
      await advance(live, 2, 2);
      assertStringIncludes(await part(page, "headline").innerText(), "0 of 6");
      await look(false);
      await told(page, "2 of 6");
      assertEquals(await part(page, "latest").locator("tr").count(), 2);
    });
  }));

Deno.test("the page of an interrupted study says how to go on, and asks no more", () =>
  withStudy(async (live) => {
    await visit(live.url, {}, async (page) => {
      await advance(live, 0, 0);
      await told(page, "0 of 6");
      await live.interrupt("deno task bench --resume --out out/a");
      await told(page, "interrupted");
      assertEquals(await part(page, "command").innerText(), "deno task bench --resume --out out/a");
      // Were it to ask again, the browser would complain of a server that is gone.
      await live[Symbol.asyncDispose]();
      assertEquals(await part(page, "contact").innerText(), "");
    });
  }));

Deno.test("hostile words in events are text in the page", () =>
  withStudy(async (live) => {
    const words =
      `</td><img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
    await visit(live.url, {}, async (page) => {
      await advance(live, 0, 0);
      await told(page, "0 of 6");
      live.record(failed(cell("direct"), 0, "crashed", words));
      live.record(failed(cell(words, { workload: words }), 0, "crashed", words));
      await advance(live, 1, 1);
      await told(page, "1 of 6");
      assertStringIncludes(await part(page, "latest").innerText(), words);
      assertEquals(await page.locator("img, main script").count(), 0);
      assertEquals(await page.title(), "dispatch-lab study");
    });
  }));

Deno.test("without scripts the page shows the study as it was when it was loaded", () =>
  withStudy(async (live) => {
    live.record(measured(CELLS[1], 0, { waitMs: 2 }));
    await advance(live, 1, 0);
    await visit(live.url, { scripts: false }, async (page) => {
      assertStringIncludes(await part(page, "headline").innerText(), "1 of 6 trials done");
      assertEquals(await part(page, "cell-1").innerText(), "8.00 ms\n1 of 2");
      assertEquals(await page.locator(`head noscript meta[http-equiv="refresh"]`).count(), 1);
    });
  }));

for (const scheme of ["light", "dark"] as const) {
  for (const width of [360, 1200]) {
    Deno.test(`the page of a study fits and axe finds nothing serious: ${scheme}, ${width} px`, () =>
      withStudy(async (live) => {
        live.record(measured(CELLS[0], 0));
        live.record(failed(CELLS[2], 0, "timed-out", "the child did not answer for 12 s"));
        await advance(live, 2, 1);
        // The page's own policy forbids the script that looks at it.
        await visit(live.url, { scheme, width, context: { bypassCSP: true } }, async (page) => {
          const [content, window] = await page.evaluate(() => {
            const root = document.documentElement;
            return [root.scrollWidth, root.clientWidth];
          });
          assertEquals(content, window);
          await page.addScriptTag({ content: axe.source });
          const serious = await page.evaluate(async () => {
            const { axe } = globalThis as unknown as {
              axe: { run(): Promise<{ violations: { id: string; impact?: string }[] }> };
            };
            const { violations } = await axe.run();
            return violations.filter(({ impact }) => impact === "serious" || impact === "critical")
              .map(({ id }) => id);
          });
          assertEquals(serious, []);
        });
      }));
  }
}
