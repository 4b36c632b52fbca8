import { assertEquals } from "@std/assert";
import { choiceRules } from "../../../../reports/render/html/choice_rules.ts";

Deno.test("choiceRules() has a rule for every choice and series that occurs, once", () => {
  const html = '<input data-choice="1"><div data-choice="1"></div><g data-rank="12"></g>' +
    '<g data-rank="3"></g><p>data-choice="x" data-rank="-1"</p>';
  const rules = choiceRules(html).split("\n").filter((rule) => rule.endsWith("{display:none}"));
  const legend = (rank: number, role: string) =>
    `figure:has(.legend input[data-rank="${rank}"][data-role="${role}"]:not(:checked)) ` +
    `.series[data-rank="${rank}"][data-role="${role}"]{display:none}`;
  assertEquals(rules, [
    '.choices:has(input[data-choice="1"]:checked)>.choice:not([data-choice="1"]){display:none}',
    legend(3, "measured"),
    legend(3, "predicted"),
    legend(12, "measured"),
    legend(12, "predicted"),
  ]);
});

Deno.test("choiceRules() takes no text of a page for a rule", () => {
  assertEquals(
    choiceRules('<p title="a data-rank=&quot;1&quot;"> data-rank="1}x"</p>'),
    choiceRules(""),
  );
});
