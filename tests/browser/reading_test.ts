import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { closeBrowser, look } from "./_browser.ts";
import { everyPage, HOSTILE } from "./_studies.ts";

const PAGES = everyPage();
const PAGE = PAGES.default;

Deno.test.afterAll(closeBrowser);

const surface = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);

for (const [name, html] of Object.entries(PAGES)) {
  for (const width of [360, 1200]) {
    Deno.test(`the page fits ${width} px: ${name}`, () =>
      look(html, { width }, async (page) => {
        const [content, window] = await page.evaluate(() => {
          for (const details of document.querySelectorAll("details")) details.open = true;
          const root = document.documentElement;
          return [root.scrollWidth, root.clientWidth];
        });
        assertEquals(content, window);
        // What is wider than the page scrolls within a stop of the tabulator that has a name.
        const unreachable = await page.locator(".scroll").evaluateAll((all) =>
          all.filter((it) =>
            it.scrollWidth > it.clientWidth &&
            (it.tabIndex !== 0 || !it.getAttribute("aria-label"))
          ).length
        );
        assertEquals(unreachable, 0);
      }));
  }
}

Deno.test("words in charts are no smaller than 10 px, on a telephone too", async () => {
  for (const width of [360, 1200]) {
    await look(PAGE, { width }, async (page) => {
      const smallest = await page.locator("svg[role=img] text").evaluateAll((texts) =>
        Math.min(
          ...texts.filter((text) => text.getClientRects().length > 0).map((text) => {
            const svg = (text as unknown as SVGTextElement).ownerSVGElement!;
            const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
            return parseFloat(getComputedStyle(text).fontSize) * scale;
          }),
        )
      );
      assert(smallest >= 10, `${smallest} px at ${width} px`);
    });
  }
});

Deno.test("the system's colours are the page's, unless the reader chooses others", async () => {
  await look(PAGE, { scheme: "dark" }, async (page) => {
    const dark = await surface(page);
    const choose = (name: string) =>
      page.getByRole("group", { name: "colours" }).getByRole("radio", { name }).check();
    await choose("light");
    const light = await surface(page);
    assert(light !== dark);
    // Kept for the next time.
    await page.reload();
    assertEquals(await surface(page), light);
    await choose("auto");
    assertEquals(await surface(page), dark);
    await page.emulateMedia({ colorScheme: "light" });
    assertEquals(await surface(page), light);
    await choose("dark");
    assertEquals(await surface(page), dark);
  });
});

Deno.test("a browser that refuses storage shows the page all the same", () =>
  look(PAGE, {}, async (page) => {
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, "localStorage", {
        get: () => {
          throw new DOMException("refused", "SecurityError");
        },
      });
    });
    await page.reload();
    const light = await surface(page);
    await page.getByRole("group", { name: "colours" }).getByRole("radio", { name: "dark" }).check();
    assert(await surface(page) !== light);
    assert(await page.locator("th button").first().isVisible());
  }));

Deno.test("without scripts all there is to read is there", () =>
  look(PAGE, { scripts: false }, async (page) => {
    assertEquals(await page.locator("button, .tools").count(), 0);
    assert(await page.locator(".matrix:visible table").isVisible());
    const sections = page.locator("main > section");
    assert(await sections.count() >= 4);
    for (const section of await sections.all()) assert(await section.isVisible());
    for (const figure of await page.locator("figure").all()) assert(await figure.isVisible());
  }));

Deno.test("every link of the contents leads to a section, and headings go down step by step", () =>
  look(PAGE, {}, async (page) => {
    const targets = await page.locator('a[href^="#"]').evaluateAll((links) =>
      links.map((link) => link.getAttribute("href")!.slice(1))
    );
    assert(targets.length > 4);
    for (const id of targets) assertEquals(await page.locator(`[id="${id}"]`).count(), 1, id);
    const levels = await page.locator("h1, h2, h3, h4, h5, h6").evaluateAll((heads) =>
      heads.map((head) => Number(head.localName[1]))
    );
    assertEquals(levels.filter((level) => level === 1).length, 1);
    levels.forEach((level, at) => assert(at === 0 ? level === 1 : level <= levels[at - 1] + 1));
    const ids = await page.locator("[id]").evaluateAll((all) => all.map(({ id }) => id));
    assertEquals(ids.length, new Set(ids).size);
    await page.locator('.contents a[href="#workload-steady"]').click();
    await page.waitForFunction(() => {
      const { top } = document.getElementById("workload-steady")!.getBoundingClientRect();
      return top > -10 && top < 200;
    });
  }));

Deno.test("the first stop of the tabulator skips to the report", () =>
  look(PAGE, {}, async (page) => {
    await page.keyboard.press("Tab");
    const skip = page.locator(".skip");
    assert(await skip.evaluate((it) => it === document.activeElement));
    const { y } = (await skip.boundingBox())!;
    assert(y >= 0);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert(await page.evaluate(() => document.activeElement!.closest("main") !== null));
  }));

Deno.test("hostile names are text: nothing is fetched, run or hidden", () =>
  look(PAGES.hostile, {}, async (page) => {
    assertEquals(await page.title(), "dispatch-lab report");
    assertEquals(await page.locator("img, main script, main style").count(), 0);
    assert(await page.locator("main").isVisible());
    const words = await page.locator("body").textContent();
    for (const name of HOSTILE.slice(0, 4)) assert(words!.includes(name), name);
    assertEquals(await page.locator("a[href^=javascript]").count(), 0);
  }));

Deno.test("a command is copied, or marked where the clipboard is refused", async () => {
  const permissions = ["clipboard-read", "clipboard-write"];
  await look(PAGE, { context: { permissions } }, async (page) => {
    const button = page.getByRole("button", { name: "copy" }).first();
    const command = (await page.locator(".command code").first().textContent())!.trim();
    await button.click();
    await page.getByText("copied", { exact: true }).waitFor();
    assertEquals(await page.evaluate(() => navigator.clipboard.readText()), command);
    await page.evaluate(() => {
      Object.defineProperty(navigator.clipboard, "writeText", { value: () => Promise.reject() });
    });
    await button.click();
    await page.getByText("marked").waitFor();
    assertEquals((await page.evaluate(() => String(getSelection()))).trim(), command);
  });
});
