/**
 * Renders studies side by side as a page.
 *
 * @module
 */
import {
  differencesTable,
  type Drawing,
  drawSideBySide,
  HOW_RATIOS,
  NO_VERDICT,
  type SideFigures,
  sideIntroduction,
  studiesTable,
  type Table,
  unmatchedTable,
} from "../../figures/mod.ts";
import type { SideBySide } from "../../side_by_side/mod.ts";
import { FigureView } from "./figure_view.tsx";
import { type PageSection, renderPage } from "./page.tsx";
import { TableView } from "./table_view.tsx";

/**
 * Renders studies side by side.
 *
 * @param document The document.
 * @param figures What there is to see of it. @default drawn anew
 * @returns An HTML document.
 */
export function renderSideBySideHtml(
  document: SideBySide,
  figures: SideFigures = drawSideBySide(document),
): string {
  const { anchor, ratios, workloads } = figures;
  const section = (title: string, body: PageSection["body"]): PageSection => ({
    id: anchor(title),
    title,
    body,
  });
  const differences = differencesTable(document);
  const unmatched = unmatchedTable(document);
  return renderPage({
    title: "dispatch-lab, side by side",
    introduction: (
      <>
        <p>{sideIntroduction(document)}</p>
        <p>
          <CodeText text={NO_VERDICT} />
        </p>
      </>
    ),
    sections: [
      section(
        "The studies",
        <>
          <TableView table={studiesTable(document)} />
          {differences === null
            ? <p>They differ in nothing that was recorded of hosts and configs.</p>
            : <TableView table={differences} />}
          <Warnings warnings={document.warnings} />
        </>,
      ),
      section("At a glance", <Shown drawing={ratios} />),
      ...workloads.map(({ id, workload, drawing }): PageSection => ({
        id,
        title: `Workload ${workload}`,
        body: <Shown drawing={drawing} />,
      })),
      ...(unmatched === null ? [] : [section("In one study alone", <Listed table={unmatched} />)]),
      section("How to read it", <p>{HOW_RATIOS}</p>),
    ],
  });
}

function Shown({ drawing }: { drawing: Drawing }) {
  return drawing.state === "drawn" ? <FigureView figure={drawing.figure} /> : <p>{drawing.why}</p>;
}

function Listed({ table }: { table: Table }) {
  return (
    <>
      <p>Nothing holds these against anything: no other study has the same cell.</p>
      <TableView table={table} />
    </>
  );
}

function Warnings({ warnings }: Pick<SideBySide, "warnings">) {
  if (warnings.length === 0) return null;
  return (
    <>
      <h3>Warnings</h3>
      <ul class="warnings">
        {warnings.map(({ message }) => <li>{message}</li>)}
      </ul>
    </>
  );
}

/** Our own words, commands between backquotes. */
function CodeText({ text }: { text: string }) {
  return (
    <>
      {text.split("`").map((part, index) => index % 2 === 0 ? part : <code>{part}</code>)}
    </>
  );
}
