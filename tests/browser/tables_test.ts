import { assert, assertEquals } from "@std/assert";
import { closeBrowser, look } from "./_browser.ts";
import { defaultPage } from "./_studies.ts";

const PAGE = defaultPage();

Deno.test.afterAll(closeBrowser);

Deno.test("a head of a column sorts its table: up, down, and as it was", () =>
  look(PAGE, {}, async (page) => {
    const table = page.locator(".matrix:visible table");
    const names = () => table.locator("tbody th").allTextContents();
    const values = () =>
      table.locator("tbody tr td:nth-child(3)").evaluateAll((cells) =>
        cells.map(({ dataset }) => dataset.value === undefined ? Infinity : Number(dataset.value))
      );
    const head = table.locator("thead th").nth(2);
    const natural = await names();
    const button = head.getByRole("button");

    await button.focus();
    await page.keyboard.press("Enter");
    assertEquals(await head.getAttribute("aria-sort"), "ascending");
    const up = await values();
    assertEquals(up, [...up].sort((a, b) => a - b));
    assert(String(await names()) !== String(natural));

    await page.keyboard.press("Enter");
    assertEquals(await head.getAttribute("aria-sort"), "descending");
    // What has no value stays last.
    const down = (await values()).filter(Number.isFinite);
    assertEquals(down, up.filter(Number.isFinite).reverse());
    assertEquals((await values()).slice(down.length), up.slice(down.length));

    await page.keyboard.press("Enter");
    assertEquals(await head.getAttribute("aria-sort"), null);
    assertEquals(await names(), natural);

    await table.locator("thead th").first().getByRole("button").click();
    assertEquals(await names(), [...natural].sort((a, b) => a.localeCompare(b)));
  }));

Deno.test("the numbers behind a chart fold out, with scripts and without", async () => {
  for (const scripts of [true, false]) {
    await look(PAGE, { scripts }, async (page) => {
      const details = page.locator("figure details").first();
      assert(!await details.locator("table").isVisible());
      await details.locator("summary").click();
      assert(await details.locator("table").isVisible());
      assert(await details.locator("tbody tr").count() >= 8);
    });
  }
});

Deno.test("every table has a caption, and heads of its columns and rows", () =>
  look(PAGE, {}, async (page) => {
    const lacking = await page.locator("table").evaluateAll((tables) =>
      tables.filter((table) =>
        (table.querySelector("caption")?.textContent ?? "") === "" ||
        [...table.querySelectorAll("thead th")].some((head) =>
          head.getAttribute("scope") !== "col"
        ) ||
        [...table.querySelectorAll("tbody tr")].some((row) =>
          row.firstElementChild?.getAttribute("scope") !== "row"
        )
      ).length
    );
    assertEquals(lacking, 0);
  }));
