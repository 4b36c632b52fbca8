import { assert, assertEquals } from "@std/assert";
import { createHash } from "node:crypto";
import { parseHTML } from "linkedom";
import { renderPage } from "../../../../reports/render/html/page.tsx";

const CONTENT = { title: "A <page>", introduction: "What & why", sections: [] };

/** The policy of a page, by directive, and its scripts. */
function policyOf(html: string) {
  const { document } = parseHTML(html);
  const meta = document.querySelector("meta[http-equiv='Content-Security-Policy']");
  const policy = Object.fromEntries(
    meta!.getAttribute("content")!.split("; ").map((directive): [string, string[]] => {
      const [name, ...values] = directive.split(" ");
      return [name, values];
    }),
  );
  const scripts = [...html.matchAll(/<script>(.*?)<\/script>/gs)].map(([, script]) => script);
  return { policy, scripts };
}

const hashOf = (script: string) =>
  `'sha256-${createHash("sha256").update(script).digest("base64")}'`;

Deno.test("renderPage() allows its own scripts alone, and no request", () => {
  const { policy, scripts } = policyOf(renderPage(CONTENT));
  assertEquals(scripts.length, 1);
  assertEquals(policy, {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "script-src": [hashOf(scripts[0])],
    "img-src": ["data:"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
  });
});

Deno.test("renderPage() lets a page bring scripts of its own that talk to its origin", () => {
  const own = "console.log('</script><!-- -->')";
  const { policy, scripts } = policyOf(
    renderPage({ ...CONTENT, scripts: [own], connect: "origin" }),
  );
  assertEquals(scripts.length, 2);
  assertEquals(policy["script-src"], scripts.map(hashOf));
  assertEquals(policy["connect-src"], ["'self'"]);
  // Within literals the same text.
  assertEquals(scripts[1].replaceAll("<\\", "<"), own);
});

Deno.test("renderPage() escapes titles, and links to each section", () => {
  const html = renderPage({
    ...CONTENT,
    sections: [{ id: "one", title: "<b>One</b>", body: "1" }],
  });
  assert(/<title>A &lt;page(>|&gt;)<\/title>/.test(html));
  const { document } = parseHTML(html);
  assertEquals(document.documentElement.getAttribute("lang"), "en");
  assertEquals(document.querySelectorAll("main b").length, 0);
  const link = document.querySelector("nav a")!;
  assertEquals([link.getAttribute("href"), link.textContent], ["#one", "<b>One</b>"]);
  assert(document.getElementById("one") !== null);
});

Deno.test("renderPage() has rules of one page after those of every page, and on no other", () => {
  const rule = ".of-one-page{color:red}";
  const own = renderPage({ ...CONTENT, style: rule });
  assert(own.indexOf("@media print") > 0 && own.indexOf("@media print") < own.indexOf(rule));
  assert(!renderPage(CONTENT).includes(rule));
});
