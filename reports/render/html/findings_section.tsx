import { evidenceText, type StudyFigures } from "../../figures/mod.ts";
import type { Finding, FindingEvidence, Report } from "../../report.ts";
import type { PageSection } from "./page.tsx";
import { WordsView } from "./words_view.tsx";

/**
 * The section that says what the data says.
 *
 * @param report The report.
 * @param figures What there is to see of the study, to which the evidence is linked.
 * @returns The section.
 */
export function findingsSection(
  { findings }: Report,
  { anchor, workloads }: StudyFigures,
): PageSection {
  const anchors = new Map(workloads.map(({ id, ranking }) => [ranking.workload, id]));
  return {
    id: anchor("findings"),
    title: "Findings",
    body: findings.length === 0 ? <p>The data supports no statement.</p> : (
      <ul class="findings">
        {findings.map((finding) => <FindingView finding={finding} anchors={anchors} />)}
      </ul>
    ),
  };
}

type Anchors = ReadonlyMap<string, string>;

function FindingView({ finding, anchors }: { finding: Finding; anchors: Anchors }) {
  const { words, evidence } = finding;
  return (
    <li>
      <WordsView words={words} />
      {evidence.length > 0 && (
        <details class="evidence">
          <summary>
            {`Evidence: ${evidence.length} ${evidence.length === 1 ? "figure" : "figures"}`}
          </summary>
          <ul>{evidence.map((figure) => <Evidence figure={figure} anchors={anchors} />)}</ul>
        </details>
      )}
    </li>
  );
}

function Evidence({ figure, anchors }: { figure: FindingEvidence; anchors: Anchors }) {
  const { strategy, workload, placement, metric } = figure;
  const id = anchors.get(workload);
  const name = <code>{workload}</code>;
  return (
    <li>
      <code>{strategy}</code> under {id === undefined ? name : <a href={`#${id}`}>{name}</a>}{" "}
      ({placement}): <code>{metric}</code> {evidenceText(figure)}
    </li>
  );
}
