import { assertEquals } from "@std/assert";
import {
  codeCell,
  codeSpan,
  commandBlock,
  escapeMarkdown,
  escapeXml,
  silenced,
  withoutControls,
} from "../../../reports/render/escape.ts";

Deno.test("escapeXml() leaves nothing that is markup or that XML cannot hold", () => {
  const cases: [text: string, escaped: string][] = [
    ["a < b & c > \"d\" 'e'", "a &#60; b &#38; c &#62; &#34;d&#34; &#39;e&#39;"],
    ["]]>", "]]&#62;"],
    ["a\tb\nc\r", "a&#9;b&#10;c&#13;"],
    ["\u0000\u0008\u000b\u001b[31m\ufffe\uffff", "\ufffd\ufffd\ufffd\ufffd[31m\ufffd\ufffd"],
    ["\ud800 \udc00 \u{1f600}", "\ufffd \ufffd \u{1f600}"],
    ["ρ ≤ 0.9", "ρ ≤ 0.9"],
  ];
  for (const [text, escaped] of cases) assertEquals(escapeXml(text), escaped);
});

Deno.test("escapeXml() writes what terminals obey and eyes are fooled by as references", () => {
  assertEquals(escapeXml("\u009b1m\u202e\u2066\u2029"), "&#155;1m&#8238;&#8294;&#8233;");
});

Deno.test("escapeMarkdown() links no address", () => {
  assertEquals(
    escapeMarkdown("see https://h.example, WWW.h.example"),
    "see https\\://h.example, WWW\\.h.example",
  );
});

Deno.test("withoutControls() keeps lines and tabs, and nothing that terminals obey", () => {
  assertEquals(withoutControls("a\n\tb"), "a\n\tb");
  assertEquals(
    withoutControls("\u001b[1m\r\0\u009b\u202e\u2029\ud800"),
    "\ufffd[1m".padEnd(10, "\ufffd"),
  );
});

Deno.test("codeCell() escapes a bar, which codeSpan() leaves as it would show", () => {
  assertEquals(codeSpan("a|b`c\n# d"), "`a|bˋc # d`");
  assertEquals(codeCell("a|b`c\n# d"), "`a\\|bˋc # d`");
});

Deno.test("commandBlock() keeps a command as it is, and within its fence", () => {
  assertEquals(commandBlock("run 'a|b`c'"), "```sh\nrun 'a|b`c'\n```");
  assertEquals(commandBlock("run '```'\n```"), "````sh\nrun '```' ```\n````");
});

Deno.test("silenced() takes from Markdown what calls or links, and leaves code as it is", () => {
  const cases: [markdown: string, silent: string][] = [
    ["by @octocat", "by @&#8203;octocat"],
    ["a@b.example", "a@&#8203;b.example"],
    [
      escapeMarkdown("fixes #12, o/r#3 and GH-4"),
      "fixes \\#&#8203;12, o/r\\#&#8203;3 and GH-&#8203;4",
    ],
    ["https://h.example www.h.example", "https:&#8203;//h.example www.&#8203;h.example"],
    ["$x$", "<span>$</span>x<span>$</span>"],
    ["`@octocat #1` @octocat", "`@octocat #1` @&#8203;octocat"],
    [`${escapeMarkdown("`@a`")} ${codeSpan("@a")}`, "\\`@&#8203;a\\` `@a`"],
    [`${escapeMarkdown("\\")}${codeSpan("@a")}`, "\\\\`@a`"],
    ["```sh\nrun @a `#1`\n```\n@a", "```sh\nrun @a `#1`\n```\n@&#8203;a"],
    ["## a # b, 5 @ 6", "## a # b, 5 @ 6"],
  ];
  for (const [markdown, silent] of cases) assertEquals(silenced(markdown), silent);
});
