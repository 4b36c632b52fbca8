import { assertEquals } from "@std/assert";
import {
  code,
  joinWords,
  listWords,
  say,
  type Words,
  wordsToMarkdown,
  wordsToText,
} from "../../reports/words.ts";

Deno.test("say() joins texts and takes words in", () => {
  const inner = say`${code("a")} (${"outside"})`;
  assertEquals(say`Under ${inner}, ${"1.00 ms"} ${""}of wait`, [
    "Under ",
    { code: "a" },
    " (outside), 1.00 ms of wait",
  ]);
  assertEquals(say``, []);
});

Deno.test("listWords() puts commas between and “and” before the last", () => {
  const cases: [items: string[], text: string][] = [
    [[], ""],
    [["a"], "a"],
    [["a", "b"], "a and b"],
    [["a", "b", "c"], "a, b and c"],
  ];
  for (const [items, text] of cases) assertEquals(wordsToText(listWords(items.map(code))), text);
  assertEquals(wordsToText(joinWords(["a", say`b`], "; ")), "a; b");
});

Deno.test("wordsToMarkdown() escapes text, sets names as code, and keeps figures readable", () => {
  const cases: [words: Words, markdown: string][] = [
    [say`wait 1.00 ms [0.900, 1,100] (p99)`, "wait 1.00 ms [0.900, 1,100] (p99)"],
    [say`[−4.00, ∞], so`, "[−4.00, ∞], so"],
    [say`under ${code("a`b|c")}, ${code("x")}`, "under `aˋb|c`, `x`"],
    [
      ["<b>*no*</b> [1](http://x) ![2][3] [4]: x"],
      "&lt;b&gt;\\*no\\*&lt;/b&gt; " +
      "\\[1\\](http\\://x) \\![2][3] \\[4\\]: x",
    ],
    [["a\u001b[31m\nb"], "a \\[31m b"],
    [[" a ", " ", "b "], " a  b "],
    [["\\(", "\\\\"], "\\\\(\\\\\\\\"],
  ];
  for (const [words, markdown] of cases) assertEquals(wordsToMarkdown(words), markdown);
});

Deno.test("wordsToText() leaves out what terminals obey", () => {
  assertEquals(wordsToText(["a\u001b]0;t\u0007 ", { code: "x\u202ey\nz" }]), "a ]0;t  x y z");
});
