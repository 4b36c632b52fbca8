import { assert, assertEquals } from "@std/assert";
import { closeBrowser, look } from "./_browser.ts";
import { defaultPage } from "./_studies.ts";

const PAGE = defaultPage();

Deno.test.afterAll(closeBrowser);

for (const scripts of [true, false]) {
  const how = scripts ? "with scripts" : "without scripts";

  Deno.test(`paper loses nothing: tables, metrics, series, in light colours, ${how}`, () =>
    look(PAGE, { scripts, scheme: "dark" }, async (page) => {
      const figure = page.locator("figure:has(.legend):has(.series)").first();
      await figure.locator(".legend input").first().uncheck();
      if (scripts) await page.getByRole("radio", { name: "dark", exact: true }).check();
      await page.emulateMedia({ media: "print" });
      const hidden = async (selector: string) => {
        const all = await page.locator(selector).count();
        return all - await page.locator(`${selector}:visible`).count();
      };
      assertEquals(await hidden("main table"), 0);
      assertEquals(await hidden("main tbody tr"), 0);
      assertEquals(await figure.locator(".chart-view:visible").count(), 1);
      const series = figure.locator(".chart-view:visible .series");
      assertEquals(
        await series.count(),
        await figure.locator(".chart-view:visible .series:visible").count(),
      );
      for (const control of ["input", ":not(th) > button", ".contents", ".tools"]) {
        assertEquals(await page.locator(`${control}:visible`).count(), 0, control);
      }
      const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assertEquals(background, "rgb(255, 255, 255)");
    }));
}

Deno.test("nothing is wider than a sheet of A4", () =>
  look(PAGE, {}, async (page) => {
    await page.emulateMedia({ media: "print" });
    // A4 without its margins, at 96 px an inch.
    await page.setViewportSize({ width: Math.floor((210 - 24) / 25.4 * 96), height: 1000 });
    const over = await page.locator("main *, header *").evaluateAll((all) => {
      const { clientWidth } = document.documentElement;
      return all.filter((it) =>
        it.getClientRects().length > 0 && it.getBoundingClientRect().right > clientWidth + 1
      ).map((it) => it.closest("table")?.caption?.textContent ?? it.outerHTML.slice(0, 80));
    });
    assertEquals([...new Set(over)], []);
    const pdf = await page.pdf({ format: "A4" });
    assert(pdf.byteLength > 10_000);
  }));

// What a PDF holds can only be read with tools that not every machine has, so this holds what Chromium needs:
// a head group of few lines that must not break, without buttons, in blocks that break.
Deno.test("a table that goes on over pages repeats its head", () =>
  look(PAGE, {}, async (page) => {
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: Math.floor((210 - 24) / 25.4 * 96), height: 1000 });
    const tables = await page.locator("main .scroll:not(.matrix) > table").evaluateAll((all) =>
      all.map((table) => {
        const head = table.querySelector("thead")!;
        const around: Element[] = [];
        for (let it = table.parentElement!; it !== document.body; it = it.parentElement!) {
          around.push(it);
        }
        return {
          display: getComputedStyle(head).display,
          breakInside: getComputedStyle(head).breakInside,
          share: head.getBoundingClientRect().height / 1000,
          buttons: [...head.querySelectorAll("button")]
            .filter((button) => getComputedStyle(button).display !== "contents").length,
          barriers: around.filter((it) => {
            const { overflow, display, breakInside, columnCount } = getComputedStyle(it);
            return overflow !== "visible" || !["block", "list-item"].includes(display) ||
              breakInside !== "auto" || columnCount !== "auto";
          }).map((it) => it.className || it.tagName),
        };
      })
    );
    assert(tables.length > 10);
    for (const { share, ...table } of tables) {
      assertEquals(table, {
        display: "table-header-group",
        breakInside: "avoid",
        buttons: 0,
        barriers: [],
      });
      assert(share < 0.2, `a head takes ${share} of a page`);
    }
  }));

Deno.test("on paper numbers keep their units, and captions do not outgrow their tables", () =>
  look(PAGE, {}, async (page) => {
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: Math.floor((210 - 24) / 25.4 * 96), height: 1000 });
    const torn = await page.locator("main td.figure, main td.figure *").evaluateAll((all) =>
      all.filter((it) => getComputedStyle(it).whiteSpace !== "nowrap")
        .map((it) => it.textContent ?? "")
        .filter((text) => /\d (?:ns|µs|ms|s)\b/.test(text.replaceAll("\u00a0", "_")))
    );
    assertEquals(torn, []);
    const sizes = await page.locator("main caption").evaluateAll((all) =>
      all.map((it) => parseFloat(getComputedStyle(it).fontSize))
    );
    assert(sizes.length > 0 && Math.max(...sizes) <= 10, String(Math.max(...sizes)));
  }));

Deno.test("what was unfolded for paper is folded again", () =>
  look(PAGE, {}, async (page) => {
    const open = () => page.locator("details[open]").count();
    assertEquals(await open(), 0);
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assertEquals(await open(), await page.locator("details").count());
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    assertEquals(await open(), 0);
  }));
