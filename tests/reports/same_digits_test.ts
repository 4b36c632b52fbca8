import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { parseHTML } from "linkedom";
import { marked, type Tokens } from "marked";
import {
  ANSWER_METRICS,
  type CellMetricName,
  detailText,
  formatDifferenceMs,
  formatMs,
  formatMsWithInterval,
  formatNumber,
  formatShare,
  formatWithInterval,
  NOTHING,
  renderStudyFiles,
  type Report,
  type ReportCell,
  shedShare,
  summarize,
  wordsToText,
} from "../../mod.ts";
import { everyKindOfCell } from "./_every_kind_of_cell.ts";

/** Cells of a table as text, without marks and notes. */
interface PlainTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const { reports, charts } = renderStudyFiles(summarize(everyKindOfCell()), null);
const textOf = (path: string) => reports.find((file) => file.path === path)!.text;
const json: Report = JSON.parse(textOf("report.json"));
const { document } = parseHTML(textOf("report.html"));
const markdownTables = tablesOfMarkdown(textOf("report.md"));

function clean(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function textOfHtml(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const beside of copy.querySelectorAll(".sign, small")) beside.remove();
  return clean(copy.textContent ?? "");
}

function tableOfHtml(table: Element): PlainTable {
  const texts = (row: Element) => [...row.querySelectorAll("th, td")].map(textOfHtml);
  const [head, ...rows] = [...table.querySelectorAll("tr")].map(texts);
  return { head, rows };
}

function tablesOfMarkdown(markdown: string): PlainTable[] {
  const tables: PlainTable[] = [];
  marked.walkTokens(marked.lexer(markdown), (token) => {
    if (token.type !== "table") return;
    const { header, rows } = token as Tokens.Table;
    tables.push({
      head: header.map(textOfCell),
      rows: rows.map((row) => row.map(textOfCell)),
    });
  });
  return tables;
}

function textOfCell({ text }: Tokens.TableCell): string {
  const { document } = parseHTML(`<html><body>${marked.parseInline(text)}</body></html>`);
  return clean(document.body.textContent!)
    .replace(/(?: ≈)? best(?= \(|$)/, "")
    .replace(/ \([^)]* never ran\)$/, "")
    .replace(/^(unstable|failed): .*$/, "$1");
}

/** The table of report.html that has such a caption. */
function tableCalled(caption: string): Element {
  const found = [...document.querySelectorAll("table")].find((table) =>
    table.querySelector("caption")?.textContent === caption
  );
  assert(found !== undefined, caption);
  return found;
}

/** That the same table, to the digit, is in report.md. */
function assertInMarkdown({ head, rows }: PlainTable, about: string) {
  const alike = markdownTables.find((table) =>
    JSON.stringify(table.head) === JSON.stringify(head) &&
    JSON.stringify(table.rows.map(([name]) => name)) ===
      JSON.stringify(rows.map(([name]) => name)) &&
    JSON.stringify(table.rows) === JSON.stringify(rows)
  );
  const candidates = markdownTables.filter((table) => table.head.join() === head.join());
  assert(alike !== undefined, `${about}: ${JSON.stringify({ rows, candidates }, null, 1)}`);
}

/** What a row's cell prints of the report's cell; what is not shown of cells without a steady state is not here. */
type Column = (cell: ReportCell) => readonly [text: string, value: number | null];

const time = (metric: CellMetricName, statistic: "p50" | "p99" | "mean"): Column => (cell) => {
  const { [statistic]: value, ci95 } = cell[metric];
  return [formatMsWithInterval(value, ci95[statistic]), value];
};
const bare = (of: (cell: ReportCell) => number | null): Column => (cell) => [
  formatMs(of(cell)),
  of(cell),
];
const number = (of: (cell: ReportCell) => number | null): Column => (cell) => [
  formatNumber(of(cell)),
  of(cell),
];

const STEADY: Readonly<Record<string, Column>> = {
  "wait p99": time("waitMs", "p99"),
  "wait p50": time("waitMs", "p50"),
  "wait mean": time("waitMs", "mean"),
  "dispatch overhead mean": time("dispatchOverheadMs", "mean"),
};
const ALWAYS: Readonly<Record<string, Column>> = {
  "dispatch call p50": time("dispatchCallMs", "p50"),
  "dispatch call p99": bare(({ dispatchCallMs }) => dispatchCallMs.p99),
  "lateness p99": bare(({ latenessMs }) => latenessMs.p99),
  "loop lag p99": time("loopLagMs", "p99"),
  "loop lag max": bare(({ loopLagMs }) => loopLagMs.max),
  "ρ": number(({ utilization }) => utilization),
  "tasks/s": number(({ throughputPerSecond }) => throughputPerSecond),
  "goodput/s": ({ goodputPerSecond, goodputPerSecondCi95 }) => [
    formatWithInterval(goodputPerSecond, goodputPerSecondCi95),
    goodputPerSecond,
  ],
};

/** The report's cell of a row that names strategy and workload, or strategy alone. */
function cellOf(strategy: string, workload: string): ReportCell {
  const found = json.cells.find((cell) => cell.strategy === strategy && cell.workload === workload);
  assert(found !== undefined, `${strategy} under ${workload}`);
  return found;
}

Deno.test("results print what report.json holds, in HTML and Markdown alike", () => {
  let compared = 0;
  for (const workload of new Set(json.cells.map((cell) => cell.workload))) {
    const element = tableCalled(`Results under ${workload}`);
    const table = tableOfHtml(element);
    assertInMarkdown(table, workload);
    const values = [...element.querySelectorAll("tbody tr")].map((row) =>
      [...row.querySelectorAll("th, td")].map((cell) => cell.getAttribute("data-value"))
    );
    table.rows.forEach((row, index) => {
      const cell = cellOf(row[0], workload);
      const columns = cell.state === "stable"
        ? { ...STEADY, ...ALWAYS }
        : cell.state === "unstable"
        ? ALWAYS
        : {};
      for (const [name, column] of Object.entries(columns)) {
        const at = table.head.indexOf(name);
        const [text, value] = column(cell);
        assertEquals(row[at], text, `${row[0]} under ${workload}, ${name}`);
        assertEquals(values[index][at], String(value), `${row[0]} under ${workload}, ${name}`);
        compared++;
      }
    });
  }
  assert(compared > 40);
});

Deno.test("the answer prints what report.json holds, whatever the metric", () => {
  const compared = { figures: 0, shed: 0, absent: 0, unsteady: 0 };
  for (const metric of ANSWER_METRICS) {
    const { name, valueOf, better, tasks } = metric;
    const matrix = document.querySelector(`.matrix[data-metric="${name}"] table`)!;
    const { head, rows } = tableOfHtml(matrix);
    const cells = [...matrix.querySelectorAll("tbody tr")].map((
      row,
    ) => [...row.querySelectorAll("td")]);
    rows.forEach(([strategy, ...figures], index) =>
      figures.forEach((text, column) => {
        const cell = json.cells.find((cell) =>
          cell.workload === head[column + 1] &&
          (strategy === cell.strategy || strategy === `${cell.strategy} (${cell.placement})`)
        );
        const [td, about] = [cells[index][column], `${strategy}, ${head[column + 1]}, ${name}`];
        if (cell === undefined) {
          assertEquals([text, td.className.includes("absent")], [NOTHING, true], about);
          compared.absent++;
        } else if (cell.state !== "stable") {
          assertMatch(text, new RegExp(`${cell.state}\\)?$`), about);
          compared.unsteady++;
        } else if (tasks === "survivors" && shedShare(cell.counts) >= 0.01) {
          assertEquals(text, `${formatShare(shedShare(cell.counts))} never ran`, about);
          assertStringIncludes(td.getAttribute("title")!, detailText(metric, cell), about);
          compared.shed++;
        } else {
          const value = valueOf(cell);
          assertEquals(text, better === "lower" ? formatMs(value) : formatNumber(value), about);
          assertEquals(td.getAttribute("title"), detailText(metric, cell), about);
          assertEquals(td.getAttribute("data-value"), String(value), about);
          compared.figures++;
        }
      })
    );
  }
  // Six strategies under three workloads, of which six cells were run; one of them sheds.
  assertEquals(compared, { figures: 27, shed: 5, absent: 96, unsteady: 16 });
});

Deno.test("measured against predicted prints what report.json holds, in HTML and Markdown alike", () => {
  const table = tableOfHtml(tableCalled("Mean wait, measured and predicted"));
  assertInMarkdown(table, "theory");
  assert(table.rows.length > 1);
  for (const row of table.rows) {
    const cell = cellOf(row[0], row[1]);
    const { waitMs, ci95, ratio, unexplainedMs } = cell.theory!;
    const at = (name: string) => row[table.head.indexOf(name)];
    assertEquals(at("predicted"), formatMsWithInterval(waitMs, ci95));
    assertEquals(at("measured"), formatMsWithInterval(cell.waitMs.mean, cell.waitMs.ci95.mean));
    assertEquals(at("ratio"), formatNumber(ratio));
    assertEquals(at("unexplained"), formatDifferenceMs(unexplainedMs.mean, unexplainedMs.ci95));
  }
});

Deno.test("where tasks went prints what report.json holds, in HTML and Markdown alike", () => {
  const table = tableOfHtml(tableCalled("Tasks of all measured trials, and what became of them"));
  assertInMarkdown(table, "accounting");
  for (const row of table.rows) {
    const { counts, littleResidual } = cellOf(row[0], row[1]);
    const fields = table.head.slice(3, -1) as (keyof typeof counts)[];
    assertEquals(row.slice(3), [
      ...fields.map((field) => String(counts[field])),
      formatShare(littleResidual),
    ]);
  }
});

Deno.test("every table of numbers is the same in HTML and Markdown", () => {
  const captions = [...document.querySelectorAll("figure table caption, details table caption")];
  assert(captions.length > 4);
  for (const caption of captions) {
    assertInMarkdown(tableOfHtml(caption.closest("table")!), caption.textContent!);
  }
});

Deno.test("lines by percentile say what report.json holds", () => {
  let compared = 0;
  for (const { path, text } of charts.filter(({ path }) => /\/latency-.*\.light\./.test(path))) {
    const titles = [...parseHTML(text).document.querySelectorAll(".point title, .points title")]
      .map((title) => clean(title.textContent!));
    const expected = json.cells.filter(({ state }) => state === "stable").flatMap((cell) =>
      cell.percentiles.waitMs.map(({ percentile, valueMs, ci95 }) =>
        `${cell.strategy}, p${percentile}: ${formatMsWithInterval(valueMs, ci95)}`
      )
    );
    for (const title of titles) assert(expected.includes(title), `${path}: ${title}`);
    compared += titles.length;
  }
  assert(compared > 20);
});

Deno.test("findings say the same in JSON, HTML and Markdown", () => {
  const items = [...document.querySelectorAll("ul.findings > li")].map((item) => {
    const copy = item.cloneNode(true) as Element;
    for (const evidence of copy.querySelectorAll("details")) evidence.remove();
    // What no eye should see is replaced in one, left out in the other.
    return clean(copy.textContent!.replaceAll("\ufffd", " "));
  });
  assertEquals(items, json.findings.map(({ words }) => clean(wordsToText(words))));
  for (const { text } of json.findings) assert(textOf("report.md").includes(`- ${text}\n`), text);
});
