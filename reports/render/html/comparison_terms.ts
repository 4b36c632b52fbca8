/** The words of a comparison. */
export const COMPARISON_TERMS: readonly (readonly [term: string, meaning: string])[] = [
  [
    "block",
    "every cell of both sides once, in random order, with the same seeds; the unit of statistics",
  ],
  ["head ÷ base", "Hodges–Lehmann estimate of the ratio of the head's value to the base's"],
  ["[ ]", "the 95 % confidence interval of what stands before it"],
  ["δ", "the least share that matters: a smaller change is none that anybody should act on"],
  ["p", "probability of such blocks by chance, adjusted for all metrics that decide (Holm)"],
  ["α", "the probability of even one false alarm among all of them that is accepted"],
  ["regressed, improved", "a change of at least δ that chance does not explain"],
  ["equivalent", "shown to be a change of less than δ"],
  ["inconclusive", "neither: the blocks scatter too much to tell"],
  ["fresh run", "blocks that were measured after an alarm, and of which the alarm must come again"],
  ["dispatch overhead", "wait beyond what a perfect server would have made the same tasks wait"],
  ["wait", "from when a task was meant to come until its body began"],
  ["sojourn", "from when a task was meant to come until its body ended"],
  ["loop lag", "how late the loop serves an event that comes at a random moment"],
];
