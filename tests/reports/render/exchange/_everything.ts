/** Studies and comparisons for tests of exchange formats, and names that try to break them. */
import fc from "fast-check";
import type { StoredStudy } from "../../../../experiments/study_document.ts";
import type { ComparisonSubject, MeasuredArm, StudySubject } from "../../../../mod.ts";
import { summarize } from "../../../../reports/summarize.ts";
import { aComparison } from "../../comparison/_comparison.ts";
import { everyKindOfCell } from "../../_every_kind_of_cell.ts";
import { cell, failed, measured, study } from "../../_records.ts";

/** A study with what is made of it. */
export function armOf(stored: StoredStudy): MeasuredArm {
  return { study: stored, report: summarize(stored) };
}

/** A study to show. */
export function studyOf(stored: StoredStudy): StudySubject {
  return { kind: "study", arm: armOf(stored) };
}

/** A study with every state of a cell in it. */
export function everyStudy(): StudySubject {
  return studyOf(everyKindOfCell());
}

/** A comparison with every verdict in it, and arms that differ in a strategy. */
export function everyComparison(): ComparisonSubject {
  const notified = cell("queue-notified", { placement: "outside" });
  const saturated = { placement: "outside", workload: "poisson:ratePerSecond=9000" } as const;
  const polled = cell("queue-polled", saturated);
  const mine = cell("./src/mine.ts:batch=4", saturated);
  return {
    kind: "comparison",
    comparison: aComparison(),
    base: armOf(study([0, 1].flatMap((block) => [
      measured(notified, block, { waitMs: 0.1 }),
      measured(polled, block),
    ]))),
    head: armOf(study([
      ...[0, 1].map((block) => measured(notified, block, { waitMs: 0.2 })),
      measured(mine, 0),
      failed(mine, 1, "crashed", "exit code 1"),
    ])),
  };
}

/** Any string, and those that some format takes for its own signs. */
export const hostileNames: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(
    fc.constantFrom(
      ...[
        "a",
        " ",
        "\n",
        "\r\n",
        "\t",
        "\0",
        "\u001b[31m",
        "\u2028",
        "\u202e",
        "\ud800",
        "é",
        "🦕",
      ],
      ...[
        '"',
        "'",
        "\\",
        "\\n",
        "`",
        "|",
        "<img>",
        "%",
        "%0A",
        "%25",
        "/",
        "=",
        "+",
        "-",
        "@",
        ",",
        ":",
      ],
      ...[
        "# EOF",
        "\n# EOF\n",
        "Benchmark",
        "\nBenchmarkX 1 1 ns/op\n",
        "-8",
        "__proto__",
        "..",
        "{}",
      ],
    ),
    { maxLength: 6 },
  ).map((parts) => parts.join("")),
);

/** Undoes the percent-encoding of names. */
export function decodeName(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, decodeURIComponent);
}
