import { code, say } from "../words.ts";
import type { Fact } from "./study_words.ts";

/** What the words of a report mean. */
export const GLOSSARY: readonly Fact[] = [
  { name: "wait", words: say`start of the body − intended arrival` },
  { name: "dispatch call", words: say`how long the call of dispatch holds whoever makes it` },
  {
    name: "dispatch overhead",
    words:
      say`wait − ideal wait, task by task; the ideal wait is what a work-conserving first-come-first-served server gives the same arrivals and service times; lateness that makes a task wait longer is part of it`,
  },
  {
    name: "dispatch overhead after release",
    words:
      say`dispatch overhead − what lateness adds to it, of means: what the strategy itself makes a task wait`,
  },
  {
    name: "lateness",
    words: say`release − intended arrival: the producer's own error, contained in the wait`,
  },
  {
    name: "loop lag",
    words:
      say`how late the loop serves an event from another thread at a random moment, less the idle baseline; weighted by time`,
  },
  {
    name: "goodput",
    words: say`completions within the service level per second: a sojourn of at most ${
      code("--slo-ms")
    }`,
  },
  {
    name: "open, closed loop",
    words:
      say`tasks come by the schedule whatever became of those before; or users wait for theirs to end, think, and come again`,
  },
  {
    name: "ρ",
    words:
      say`utilization: share of the window in which bodies hold the loop, or each thread of a pool`,
  },
  {
    name: "Ca², Cs²",
    words: say`squared coefficient of variation of arrival gaps and of service times`,
  },
  {
    name: "Little residual",
    words: say`difference of L and λW over L: a check of the stamps themselves`,
  },
];
