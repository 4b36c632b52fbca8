import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { closeBrowser, look } from "./_browser.ts";
import { defaultPage } from "./_studies.ts";

const PAGE = defaultPage();

Deno.test.afterAll(closeBrowser);

const shownMetrics = (page: Page) =>
  page.locator(".matrix:visible").evaluateAll((shown) => shown.map((it) => it.dataset.metric));
const shownViews = (page: Page) =>
  page.locator("figure .chart-view:visible").evaluateAll((
    shown,
  ) => [...new Set(shown.map((it) => it.dataset.view))]);

for (const scripts of [true, false]) {
  const how = scripts ? "with scripts" : "without scripts";

  Deno.test(`one metric of the matrix is shown, the one that is chosen, ${how}`, () =>
    look(PAGE, { scripts }, async (page) => {
      assertEquals(await shownMetrics(page), ["wait-p99"]);
      await page.getByRole("radio", { name: "loop lag p99" }).check();
      assertEquals(await shownMetrics(page), ["lag-p99"]);
      // By keys: the next one, and round to the first.
      await page.keyboard.press("ArrowRight");
      assertEquals(await shownMetrics(page), ["goodput"]);
    }));

  Deno.test(`a figure is drawn in the way that is chosen, ${how}`, () =>
    look(PAGE, { scripts }, async (page) => {
      const figure = page.locator("figure:has(.views)").first();
      const views = () =>
        figure.locator(".chart-view:visible").evaluateAll((all) =>
          all.map((it) => it.dataset.view)
        );
      assertEquals((await views()).length, 1);
      const other = figure.locator(".views input:not(:checked)").last();
      const name = (await other.getAttribute("value"))!;
      await other.check();
      assertEquals(await views(), [name]);
    }));

  Deno.test(`an entry of a legend hides its series in its figure alone and shows it again, ${how}`, () =>
    look(PAGE, { scripts }, async (page) => {
      const figures = page.locator("figure:has(.legend):has(.series)");
      const series = (at: number, rank: string) =>
        figures.nth(at).locator(`.chart-view:visible .series[data-rank="${rank}"]:visible`).count();
      const box = figures.nth(0).locator(".legend input").nth(1);
      const rank = (await box.getAttribute("data-rank"))!;
      const before = [await series(0, rank), await series(1, rank)];
      assert(before[0] > 0 && before[1] > 0);
      await box.uncheck();
      assertEquals([await series(0, rank), await series(1, rank)], [0, before[1]]);
      await box.check();
      assertEquals([await series(0, rank), await series(1, rank)], before);
    }));
}

Deno.test("a legend's buttons hide all series and show them again", () =>
  look(PAGE, {}, async (page) => {
    const figure = page.locator("figure:has(.legend):has(.series)").first();
    const shown = () => figure.locator(".chart-view:visible .series:visible").count();
    const before = await shown();
    await figure.getByRole("button", { name: "none" }).click();
    assertEquals(await shown(), 0);
    await figure.getByRole("button", { name: "all" }).click();
    assertEquals(await shown(), before);
  }));

Deno.test("one control sets the scale of all charts, and follows when one differs", () =>
  look(PAGE, {}, async (page) => {
    const all = (name: string) =>
      page.getByRole("group", { name: "scale of all charts" }).getByRole("radio", { name });
    await all("linear").check();
    assert(!(await shownViews(page)).includes("log"));
    await all("log").check();
    assert(!(await shownViews(page)).includes("linear"));
    assert(await all("log").isChecked());
    await page.locator(".views input[value=linear]").first().check();
    assert(!await all("log").isChecked());
    assert(!await all("linear").isChecked());
  }));

Deno.test("what is chosen is in the address, and the address restores it", async () => {
  let hash = "";
  let before: unknown;
  const state = (page: Page) =>
    page.locator(".page-body input").evaluateAll((inputs) =>
      inputs.map((input) => (input as unknown as { checked: boolean }).checked)
    );
  await look(PAGE, { hash: "#workload-steady" }, async (page) => {
    assertEquals(new URL(page.url()).hash, "#workload-steady");
    await page.getByRole("radio", { name: "loop lag p99" }).check();
    await page.locator(".views input:not(:checked)").first().check();
    await page.locator(".legend input").nth(2).uncheck();
    before = await state(page);
    hash = new URL(page.url()).hash;
    assert(hash.startsWith("#workload-steady?answer-metric=lag-p99&"), hash);
    // Plain anchors go on to work, and keep the choices.
    await page.locator('.contents a[href="#workload-burst"]').click();
    await page.waitForFunction(() => location.hash.startsWith("#workload-burst?"));
    assertEquals(new URL(page.url()).hash, hash.replace("steady", "burst"));
  });
  await look(PAGE, { hash }, async (page) => {
    assertEquals(await shownMetrics(page), ["lag-p99"]);
    assertEquals(await state(page), before);
    const top = await page.locator("#workload-steady").evaluate((it) =>
      it.getBoundingClientRect().top
    );
    assert(top > -10 && top < 300, `the section is ${top} px from the window's top`);
    await page.reload();
    assertEquals(await state(page), before);
    // Chosen back, nothing is left in the address.
    await page.locator(".page-body").evaluate((body) => {
      for (const input of body.querySelectorAll("input")) {
        if (input.checked !== input.defaultChecked && input.defaultChecked) input.click();
      }
    });
    assertEquals(new URL(page.url()).hash, "#workload-steady");
  });
});

Deno.test("an address that names what is not there does no harm", () =>
  look(
    PAGE,
    { hash: "#%E0%A4%A?answer-metric=nonsense&x=%3Cimg%3E&answer-metric" },
    async (page) => {
      assertEquals(await shownMetrics(page), ["wait-p99"]);
    },
  ));
