import { checkHost } from "../experiments/host/host_checks.ts";
import { HAND_OVERS, type HandOver, type HostReport } from "../experiments/host/host_report.ts";
import {
  formatFigure,
  type HostJudgement,
  type HostVerdict,
} from "../experiments/host/judge_host.ts";
import type { Distribution } from "../experiments/record.ts";
import { formatMs, formatShare } from "../reports/format.ts";
import { oneLine } from "../reports/render/escape.ts";
import { textTable } from "./text_table.ts";

const WIDTH = 100;

const IN_WORDS: Readonly<Record<HostVerdict, string>> = {
  fit: "this machine can measure",
  limited: "this machine can measure, but mind what follows",
  unfit: "figures from this machine would mislead",
};

const HAND_OVER_NAMES: Readonly<Record<HandOver, string>> = {
  "microtask": "queueMicrotask",
  "immediate": "setImmediate",
  "message-channel": "MessageChannel",
  "tcp-echo": "loopback TCP, there and back",
  "shared-memory": "other thread, shared memory and waitAsync",
  "worker-message": "other thread, worker postMessage",
  "tcp-reply": "other thread, loopback TCP",
};

/**
 * Lays out what was found on a host.
 *
 * @param report What was measured.
 * @param judgement What follows from it.
 * @returns Plain text of at most 100 columns.
 */
export function hostText(report: HostReport, judgement: HostJudgement): string {
  return [
    hostLines(report),
    textTable(checkRows(report), 1),
    textTable(timeRows(report), 1),
    textTable(lagRows(report), 1),
    verdictLines(judgement),
  ].join("\n\n");
}

function hostLines({ environment }: HostReport): string {
  const { cpu, cores, memoryGiB, os, runtime, loadAverage } = environment;
  return [
    `machine  ${cpu}, ${cores} ${cores === 1 ? "core" : "cores"}, ${memoryGiB} GiB`,
    `system   ${os}, Deno ${runtime.deno}, V8 ${runtime.v8}`,
    `load     ${loadAverage.join(", ")} over 1, 5 and 15 minutes`,
  ].map((line) => oneLine(line).slice(0, WIDTH)).join("\n");
}

function checkRows(report: HostReport): string[][] {
  return [
    ["check", "measured", "should be", ""],
    ...checkHost(report).map(({ check, value, level, limit }) => [
      check.what,
      formatFigure(value, check.unit),
      `${check.bound} ${formatFigure(limit, check.unit)}`,
      level,
    ]),
  ];
}

function timeRows({ handOverMs, timers, latenessMs }: HostReport): string[][] {
  const row = (what: string, { p50, p99, max }: Distribution) => [
    what,
    ...[p50, p99, max].map(formatMs),
  ];
  return [
    ["hand-over and pace", "p50", "p99", "max"],
    ...HAND_OVERS.map((kind) => row(HAND_OVER_NAMES[kind], handOverMs[kind])),
    ...timers.map(({ askedMs, actualMs }) => row(`setTimeout(${askedMs})`, actualMs)),
    row("lateness, spinning producer, 10,000/s", latenessMs.spinning),
    row("lateness, in-loop producer, about 400/s", latenessMs.onLoop),
  ];
}

function lagRows({ lag }: HostReport): string[][] {
  return [
    [`loop blocked ${lag.blocks} times`, "stall", "utilization"],
    ["truth", formatMs(lag.trueStallMs), `at least ${formatShare(lag.trueUtilization)}`],
    ["our heartbeat and probe", formatMs(lag.heartbeatStallMs), ""],
    ["the runtime's monitorEventLoopDelay", formatMs(lag.monitorStallMs), ""],
    ["the runtime's eventLoopUtilization", "", formatShare(lag.reportedUtilization)],
  ];
}

function verdictLines({ verdict, findings }: HostJudgement): string {
  return [
    `${verdict}: ${IN_WORDS[verdict]}`,
    ...findings.map(({ level, message }) => hanging(`  ${level}`.padEnd(11), message)),
  ].join("\n");
}

/** Breaks text between words, below and beside a head. */
function hanging(head: string, text: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && head.length + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line += line === "" ? word : ` ${word}`;
  }
  return head + [...lines, line].join(`\n${" ".repeat(head.length)}`);
}
