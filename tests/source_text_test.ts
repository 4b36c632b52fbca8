import { assertEquals } from "@std/assert";
import { strip } from "./_source_text.ts";

Deno.test("strip() tells code from comments, strings, templates and regular expressions", () => {
  const cases: [text: string, code: string][] = [
    ["a // b", "a     "],
    ["a /* b\nc */ d", "a     \n     d"],
    ['f("a // b", c)', "f(        , c)"],
    ["'it\\'s' + a", "        + a"],
    ["`a ${b + `c ${d}`} e` + f", "     b +      d      + f".replace("  + f", "   + f")],
    ["`${{ a: 1 }.a} b`", "   { a: 1 }.a    "],
    ["x = /[/\"]'/.test(y) / 2 / z", "x =        .test(y) / 2 / z"],
    ["return /a\\/b/g", "return       g"],
    ["", ""],
  ];
  for (const [text, code] of cases) {
    const stripped = strip(text).code;
    assertEquals(stripped.length, text.length, text);
    assertEquals(stripped.replace(/\s+/g, " ").trim(), code.replace(/\s+/g, " ").trim(), text);
  }
});

Deno.test("strip() keeps strings where only comments are to go", () => {
  assertEquals(strip('import "./a.ts"; // b').withoutComments.trimEnd(), 'import "./a.ts";');
});
