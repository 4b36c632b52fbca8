/**
 * The formats of `report --format` by name.
 *
 * @module
 */
import { BENCHER } from "./bencher.ts";
import { CSV } from "./csv.ts";
import type { ExchangeFormat } from "./exchange_format.ts";
import {
  GITHUB_ACTION_BENCHMARK_BIGGER,
  GITHUB_ACTION_BENCHMARK_SMALLER,
} from "./github_action_benchmark.ts";
import { GITHUB } from "./github.ts";
import { GOBENCH } from "./gobench.ts";
import { JUNIT } from "./junit.ts";
import { JSON_DOCUMENT, MARKDOWN } from "./own.ts";
import { OPENMETRICS } from "./openmetrics.ts";
import type { Subject } from "./subject.ts";

/** Every format by the name that `--format` takes: those of this project first. */
export const EXCHANGE_FORMATS: Readonly<Record<string, ExchangeFormat>> = {
  "md": MARKDOWN,
  "json": JSON_DOCUMENT,
  "bencher": BENCHER,
  "csv": CSV,
  "github-action-benchmark-bigger": GITHUB_ACTION_BENCHMARK_BIGGER,
  "github-action-benchmark-smaller": GITHUB_ACTION_BENCHMARK_SMALLER,
  "github": GITHUB,
  "gobench": GOBENCH,
  "junit": JUNIT,
  "openmetrics": OPENMETRICS,
};

/**
 * Renders a subject.
 *
 * @param format The format.
 * @param subject What to show.
 * @returns The text; null if the format cannot show such a subject.
 */
export function renderExchange(format: ExchangeFormat, subject: Subject): string | null {
  return subject.kind === "study"
    ? format.renderStudy?.(subject) ?? null
    : format.renderComparison?.(subject) ?? null;
}

/**
 * The names of the formats that can show a kind of subject.
 *
 * @param kind The kind.
 * @returns Names, in the order of the table.
 */
export function formatsOf(kind: Subject["kind"]): string[] {
  return Object.entries(EXCHANGE_FORMATS).flatMap(([name, { renderStudy, renderComparison }]) =>
    (kind === "study" ? renderStudy : renderComparison) === null ? [] : name
  );
}
