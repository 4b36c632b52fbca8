import { assertEquals } from "@std/assert";
import axe from "axe-core";
import { closeBrowser, look } from "./_browser.ts";
import { everyPage } from "./_studies.ts";

const PAGES = everyPage();

Deno.test.afterAll(closeBrowser);

/** Of a violation, what is needed to find it. */
interface Violation {
  readonly id: string;
  readonly impact?: string | null;
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
}

/** What is looked at: the usual page in every way, the unusual ones in the two that differ most. */
const LOOKS = [
  ["default", "light", 360],
  ["default", "light", 1200],
  ["default", "dark", 360],
  ["default", "dark", 1200],
  ["every kind of cell", "light", 360],
  ["every kind of cell", "dark", 1200],
  ["hostile", "dark", 360],
  ["hostile", "light", 1200],
  ["sweep", "light", 360],
  ["comparison", "dark", 360],
  ["history", "light", 360],
] as const;

for (const [name, scheme, width] of LOOKS) {
  Deno.test(`axe finds nothing serious or critical: ${name}, ${scheme}, ${width} px`, () =>
    // The page's own policy forbids the script that looks at it.
    look(PAGES[name], { scheme, width, context: { bypassCSP: true } }, async (page) => {
      await page.addScriptTag({ content: axe.source });
      const violations = await page.evaluate(async () => {
        for (const details of document.querySelectorAll("details")) details.open = true;
        const { axe } = globalThis as unknown as {
          axe: {
            run(context: unknown, options: unknown): Promise<{ violations: Violation[] }>;
          };
        };
        // Thousands of marks without words, parts of images that have a name, would take most of the time.
        const { violations } = await axe.run({ exclude: [[".series"]] }, {
          resultTypes: ["violations"],
        });
        return violations;
      });
      const serious = violations.filter(({ impact }) =>
        impact === "serious" || impact === "critical"
      );
      const words = serious.map(({ id, nodes }) =>
        `${id}: ${
          nodes.slice(0, 3).map(({ target, failureSummary }) => `${target} ${failureSummary}`)
        }`
      );
      assertEquals(words, []);
    }));
}
