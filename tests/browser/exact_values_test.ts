import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { closeBrowser, look } from "./_browser.ts";
import { comparisonPage, defaultPage } from "./_studies.ts";

const PAGE = defaultPage();

Deno.test.afterAll(closeBrowser);

const tip = (page: Page) => page.locator(".tip");
const chartOf = (page: Page) => page.locator(".chart-view:visible:has(.series .point)").first();
const spoken = (page: Page) => page.locator(".spoken").textContent();

/** The text of a point, whether a script took it or not. */
const exact = (page: Page, series: number, point: number) =>
  chartOf(page).locator(".series:visible").nth(series).locator(".point").nth(point)
    .getAttribute("data-exact");

Deno.test("the point nearest to the pointer says its exact value, and is silent far away", () =>
  look(PAGE, {}, async (page) => {
    const point = chartOf(page).locator(".series .point").nth(3);
    await point.scrollIntoViewIfNeeded();
    const box = (await point.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const words = (await tip(page).textContent())!;
    assertMatch(words, / (?:ms|µs|ns|s)\b/);
    // Beside what it speaks of, and within the window.
    const at = (await tip(page).boundingBox())!;
    assert(at.x >= 0 && at.x + at.width <= 1200);
    assert(Math.abs(at.y + at.height / 2 - box.y) < 120);
    await page.mouse.move(5, 5);
    assert(!await tip(page).isVisible());
  }));

Deno.test("a chart is one stop, and arrow keys read it point by point and series by series", () =>
  look(PAGE, {}, async (page) => {
    const chart = chartOf(page);
    await chart.focus();
    assert(!await tip(page).isVisible());
    await page.keyboard.press("ArrowRight");
    const first = await exact(page, 0, 0);
    assertEquals(await tip(page).textContent(), first);
    assertEquals(await spoken(page), first);
    await page.keyboard.press("ArrowRight");
    assertEquals(await spoken(page), await exact(page, 0, 1));
    await page.keyboard.press("ArrowLeft");
    assertEquals(await spoken(page), first);
    // The first point has none before it.
    await page.keyboard.press("ArrowLeft");
    assertEquals(await spoken(page), first);
    await page.keyboard.press("End");
    const count = await chart.locator(".series:visible").first().locator(".point").count();
    assertEquals(await spoken(page), await exact(page, 0, count - 1));
    await page.keyboard.press("Home");
    assertEquals(await spoken(page), first);
    const names = new Set([first!.split(",")[0]]);
    for (const key of ["ArrowDown", "ArrowUp"]) {
      for (let step = 0; step < 12; step++) {
        await page.keyboard.press(key);
        names.add((await spoken(page))!.split(",")[0]);
      }
    }
    assertEquals(names.size, await chart.locator(".series:visible").count());
    // The next stop of the tabulator is behind the chart.
    await page.keyboard.press("Tab");
    assertEquals(
      await page.evaluate(() => document.activeElement?.closest(".chart-view") ?? null),
      null,
    );
    assert(!await tip(page).isVisible());
  }));

Deno.test("in rows, keys go from row to row in the same series, and between the marks of a row", () =>
  look(comparisonPage(), {}, async (page) => {
    const charts = page.locator(".chart-view:visible:has([data-row])");
    let compared = 0;
    for (const chart of await charts.all()) {
      await chart.focus();
      await page.keyboard.press("ArrowDown");
      const at = () =>
        chart.evaluate((frame) => {
          const point = frame.querySelector(".current")!;
          const { left, right } = point.getBoundingClientRect();
          return {
            row: Number(point.getAttribute("data-row")),
            series: point.closest(".series")!.outerHTML.slice(0, 60),
            x: (left + right) / 2,
          };
        });
      const rows = await chart.locator("[data-row]").evaluateAll((points) =>
        [...new Set(points.map((point) => Number(point.getAttribute("data-row"))))]
          .sort((a, b) => a - b)
      );
      for (const row of rows) {
        assertEquals((await at()).row, row);
        const before = await at();
        await page.keyboard.press("ArrowRight");
        const after = await at();
        assertEquals(after.row, row);
        assert(after.x >= before.x);
        compared++;
        await page.keyboard.press("ArrowDown");
      }
      await page.keyboard.press("Home");
      assertEquals((await at()).row, rows[0]);
    }
    assert(compared > 3);
  }));

Deno.test("from row to row a series is kept, whatever its values are", () =>
  look(PAGE, {}, async (page) => {
    const chart = page.locator(".chart-view:visible:has([data-row])").first();
    await chart.focus();
    const seen: string[] = [];
    const rows: number[] = [];
    for (let step = 0; step < 5; step++) {
      await page.keyboard.press("ArrowDown");
      const point = chart.locator(".current");
      rows.push(Number(await point.getAttribute("data-row")));
      seen.push(
        await point.evaluate((it) => it.closest(".series")!.getAttribute("data-rank")!),
      );
    }
    assertEquals(rows, rows.map((_, index) => rows[0] + index));
    assertEquals(new Set(seen).size, 1);
  }));

Deno.test("Escape hides what the pointer or the keys brought up", () =>
  look(PAGE, {}, async (page) => {
    await chartOf(page).focus();
    await page.keyboard.press("ArrowRight");
    assert(await tip(page).isVisible());
    await page.keyboard.press("Escape");
    assert(!await tip(page).isVisible());
  }));

Deno.test("what a legend hid is neither pointed at nor read", () =>
  look(PAGE, {}, async (page) => {
    const figure = page.locator("figure:has(.legend):has(.series .point)").first();
    const chart = figure.locator(".chart-view:visible");
    const kept = await figure.locator(".legend input").first().getAttribute("data-rank");
    for (const box of (await figure.locator(".legend input").all()).slice(1)) await box.uncheck();
    const own = await chart.locator(`.series[data-rank="${kept}"] .point`).evaluateAll((points) =>
      points.map(({ dataset }) => dataset.exact)
    );
    await chart.focus();
    for (const key of ["ArrowRight", "ArrowDown", "ArrowDown", "ArrowUp", "End"]) {
      await page.keyboard.press(key);
      assert(own.includes((await spoken(page))!), (await spoken(page))!);
    }
  }));

Deno.test("a cell of the matrix says its interval by pointer and keys", () =>
  look(PAGE, {}, async (page) => {
    const matrix = page.locator(".matrix:visible");
    const cell = matrix.locator("tbody td").first();
    await cell.hover();
    assertEquals(await tip(page).textContent(), await cell.getAttribute("data-exact"));
    await matrix.focus();
    await page.keyboard.press("ArrowDown");
    const next = matrix.locator("tbody tr").nth(1).locator("td").first();
    assertEquals(await spoken(page), await next.getAttribute("data-exact"));
  }));

Deno.test("without scripts, points and cells say their values by themselves", () =>
  look(PAGE, { scripts: false }, async (page) => {
    const points = page.locator(".point");
    assert(await points.count() > 100);
    assertEquals(await points.locator("> title").count(), await points.count());
    assert((await page.locator(".matrix td").first().getAttribute("title"))!.length > 0);
    assertEquals(await page.locator(".tip").count(), 0);
  }));
