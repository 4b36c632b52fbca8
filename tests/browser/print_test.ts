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

Deno.test("what was unfolded for paper is folded again", () =>
  look(PAGE, {}, async (page) => {
    const open = () => page.locator("details[open]").count();
    assertEquals(await open(), 0);
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assertEquals(await open(), await page.locator("details").count());
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    assertEquals(await open(), 0);
  }));
