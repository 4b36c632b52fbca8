import { assertEquals } from "@std/assert";
import axe from "axe-core";
import { closeBrowser, look } from "./_browser.ts";
import { defaultPage, everyKindPage, hostilePage } from "./_studies.ts";

const PAGES = {
  default: defaultPage(),
  "every kind of cell": everyKindPage(),
  hostile: hostilePage(),
};

Deno.test.afterAll(closeBrowser);

/** Of a violation, what is needed to find it. */
interface Violation {
  readonly id: string;
  readonly impact?: string | null;
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
}

for (const [name, html] of Object.entries(PAGES)) {
  for (const scheme of ["light", "dark"] as const) {
    for (const width of [360, 1200]) {
      Deno.test(`axe finds nothing serious or critical: ${name}, ${scheme}, ${width} px`, () =>
        // The page's own policy forbids the script that looks at it.
        look(html, { scheme, width, context: { bypassCSP: true } }, async (page) => {
          await page.addScriptTag({ content: axe.source });
          const violations = await page.evaluate(async () => {
            for (const details of document.querySelectorAll("details")) details.open = true;
            const { axe } = globalThis as unknown as {
              axe: { run(): Promise<{ violations: Violation[] }> };
            };
            return (await axe.run()).violations;
          });
          const serious = violations.filter(({ impact }) =>
            impact === "serious" || impact === "critical"
          );
          const words = serious.map(({ id, nodes }) =>
            `${id}: ${
              nodes.slice(0, 3).map(({ target, failureSummary }) =>
                `${JSON.stringify(target)} ${failureSummary}`
              )
            }`
          );
          assertEquals(words, []);
        }));
    }
  }
}
