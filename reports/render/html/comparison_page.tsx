/**
 * Renders `gate.html`: a base and a head held against each other, to look at.
 *
 * @module
 */
import type { HostFitness } from "../../../experiments/gate_document.ts";
import type { ComparedArm, Comparison, MetricRole } from "../../comparison/comparison.ts";
import {
  basisOfComparison,
  COMPARED_HEADER,
  type ComparedPlace,
  comparedRow,
  rankMetrics,
  verdictInWords,
} from "../../comparison/comparison_rows.ts";
import { comparisonMethod, environmentLines } from "../../comparison/describe_comparison.ts";
import {
  comparedTable,
  type ComparisonFigures,
  comparisonFigures,
  type Figure,
  MOST_HINTS,
  type Table,
} from "../../figures/mod.ts";
import { shortCommit } from "../../short_commit.ts";
import { COMPARISON_TERMS } from "./comparison_terms.ts";
import { FigureView } from "./figure_view.tsx";
import { type PageSection, renderPage } from "./page.tsx";
import { TableView } from "./table_view.tsx";
import { Terms } from "./terms.tsx";

/** What a page is given beside its comparison. */
export interface ComparisonPageOptions {
  /** What there is to see, if that is drawn already. @default drawn anew */
  readonly figures?: ComparisonFigures;
}

/**
 * Renders a comparison.
 *
 * @param comparison The comparison.
 * @param options What there is to see.
 * @returns An HTML document.
 */
export function renderComparisonHtml(
  comparison: Comparison,
  { figures = comparisonFigures(comparison) }: ComparisonPageOptions = {},
): string {
  const { anchor } = figures;
  const { verdict, unmatched, repeatCommand } = comparison;
  const isDecided = verdict !== "unfit" && verdict !== "failed";
  const section = (title: string, body: PageSection["body"]): PageSection => ({
    id: anchor(title),
    title,
    body,
  });
  return renderPage({
    title: "dispatch-lab comparison",
    introduction: <Introduction comparison={comparison} />,
    sections: [
      section("Verdict", <VerdictBody comparison={comparison} />),
      section(
        isDecided ? "What decides" : "What was measured",
        <Deciding comparison={comparison} figures={figures} isDecided={isDecided} />,
      ),
      section(
        "Waits and sojourns",
        <Folded
          comparison={comparison}
          figure={figures.derived}
          role="derived"
          isDrawn={isDecided}
          about="They follow from what a dispatch costs and how busy the loop is, and grow faster than either: they are shown, and decide nothing."
        />,
      ),
      section(
        "Other metrics",
        <Folded
          comparison={comparison}
          figure={figures.advisory}
          role="advisory"
          isDrawn={isDecided}
          about="Hints, held to a share of false discoveries: they decide nothing."
        />,
      ),
      section("Host", <Host comparison={comparison} />),
      ...(unmatched.length === 0 ? [] : [section("Not compared", <List lines={unmatched} />)]),
      section("Warnings", <Warnings comparison={comparison} />),
      section("Method", <p>{comparisonMethod(comparison)}</p>),
      section("Environment", <List lines={environmentLines(comparison)} />),
      ...(repeatCommand === "" ? [] : [
        section(
          "Repeat",
          <div class="command">
            <pre><code>{repeatCommand}</code></pre>
          </div>,
        ),
      ]),
      section("Glossary", <Terms terms={COMPARISON_TERMS} />),
    ],
  });
}

function Introduction({ comparison: { base, head } }: { comparison: Comparison }) {
  return (
    <p>
      <Arm arm={head} /> (head) held against <Arm arm={base} /> (base): is the head worse?
    </p>
  );
}

function Arm({ arm: { label, commit } }: { arm: ComparedArm }) {
  return (
    <>
      <code>{label}</code>
      {commit !== null && (
        <>
          , commit <code>{shortCommit(commit)}</code>
        </>
      )}
    </>
  );
}

/** What, how sure, of how many; then what weighs most. */
function VerdictBody({ comparison }: { comparison: Comparison }) {
  const { verdict, base, head, warnings } = comparison;
  const [gravest] = rankMetrics(comparison, ["gated", "exact"]);
  return (
    <>
      <p class={`verdict ${verdict}`}>
        <strong>{`${verdictInWords(comparison)}.`}</strong>
      </p>
      <p>{`${basisOfComparison(comparison)}.`}</p>
      {gravest !== undefined && (verdict === "regressed" || verdict === "inconclusive") && (
        <Gravest place={gravest} />
      )}
      {warnings.length > 0 && (
        <p>
          {`${warnings.length} warning${warnings.length === 1 ? "" : "s"}: `}
          <a href="#warnings">what must be known of it</a>.
        </p>
      )}
      <TableView table={armsTable(base, head)} />
    </>
  );
}

function Gravest({ place }: { place: ComparedPlace }) {
  const [cell, metric, base, head, change, p, verdict] = comparedRow(place, String);
  return (
    <p>
      {"Foremost: "}
      <code>{metric}</code>
      {" of "}
      <code>{cell}</code>
      {`: ${base} → ${head}, ${change}, p ${p}, ${verdict}.`}
    </p>
  );
}

function armsTable(base: ComparedArm, head: ComparedArm): Table {
  const row = (side: string, { commit, createdAt, label }: ComparedArm): Table["rows"][number] => [
    { text: side, kind: "words" },
    commit === null ? { text: "unknown", kind: "words" } : { text: commit, kind: "name" },
    { text: createdAt, kind: "words" },
    { text: label, kind: "name" },
  ];
  return {
    caption: "What was compared",
    head: ["side", "commit", "began", "called"],
    rows: [row("base", base), row("head", head)],
  };
}

function Deciding(
  { comparison, figures: { deciding, blocks }, isDecided }: {
    readonly comparison: Comparison;
    readonly figures: ComparisonFigures;
    readonly isDecided: boolean;
  },
) {
  const places = rankMetrics(comparison, ["gated", "exact"]);
  if (places.length === 0) return <p>There is no metric that decides.</p>;
  if (!isDecided) {
    return (
      <>
        <p>
          Nothing was decided, so nothing is drawn: figures would only tempt somebody to draw a
          conclusion.
        </p>
        <details>
          <summary>What was measured all the same</summary>
          <TableView table={withoutVerdicts(comparedTable(places, "Metrics that would decide"))} />
        </details>
      </>
    );
  }
  return (
    <>
      {deciding === null
        ? (
          <>
            <p>None of them has a ratio to draw.</p>
            <TableView table={comparedTable(places, "Metrics that decide")} />
          </>
        )
        : <FigureView figure={deciding} />}
      {blocks !== null && <FigureView figure={blocks} />}
    </>
  );
}

/** Where nothing was decided, no row may say what was. */
function withoutVerdicts({ caption, head, rows }: Table): Table {
  const last = COMPARED_HEADER.indexOf("p");
  return { caption, head: head.slice(0, last), rows: rows.map((row) => row.slice(0, last)) };
}

function Folded(
  { comparison, role, figure, about, isDrawn }: {
    readonly comparison: Comparison;
    readonly figure: Figure | null;
    readonly role: MetricRole;
    readonly about: string;
    readonly isDrawn: boolean;
  },
) {
  const places = rankMetrics(comparison, [role]);
  if (places.length === 0) return <p>There are none.</p>;
  const outstanding = places.filter(({ metric: { verdict } }) =>
    verdict === "regressed" || verdict === "improved"
  );
  const title = role === "derived" ? "Waits and sojourns" : "Other metrics";
  const shown = places.slice(0, MOST_HINTS);
  const left = places.length - shown.length;
  return (
    <>
      <p>{`${about} ${outstanding.length} of ${places.length} stand out.`}</p>
      {isDrawn && outstanding.length > 0 && (
        <TableView table={comparedTable(outstanding.slice(0, MOST_HINTS), "What stands out")} />
      )}
      {isDrawn && (
        <details>
          <summary>{`All ${places.length}`}</summary>
          {left > 0 && <p>{`${left} more are in comparison.json alone.`}</p>}
          {figure === null
            ? <TableView table={comparedTable(shown, title)} />
            : <FigureView figure={figure} />}
        </details>
      )}
    </>
  );
}

function Host({ comparison: { host } }: { comparison: Comparison }) {
  if (host === null) return <p>Nobody examined the host: these are studies that were there.</p>;
  return (
    <>
      <Fitness when="Before" fitness={host.before} />
      {host.after === null
        ? <p>After: nobody looked.</p>
        : <Fitness when="After" fitness={host.after} />}
    </>
  );
}

function Fitness(
  { when, fitness: { verdict, reasons } }: { when: string; fitness: HostFitness },
) {
  return (
    <>
      <p>{`${when}: ${verdict}${reasons.length === 0 ? "." : ":"}`}</p>
      {reasons.length > 0 && <List lines={reasons} />}
    </>
  );
}

function Warnings({ comparison: { warnings } }: { comparison: Comparison }) {
  if (warnings.length === 0) return <p>No warnings.</p>;
  return (
    <ul>
      {warnings.map(({ code, message }) => (
        <li>
          <code>{code}</code>
          {`: ${message}`}
        </li>
      ))}
    </ul>
  );
}

function List({ lines }: { lines: readonly string[] }) {
  return <ul>{lines.map((line) => <li>{line}</li>)}</ul>;
}
