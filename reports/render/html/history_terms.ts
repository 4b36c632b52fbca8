/** The words of a history. */
export const HISTORY_TERMS: readonly (readonly [term: string, meaning: string])[] = [
  ["series", "one metric of one cell, on one class of hosts with one runtime"],
  [
    "ratio",
    "the figure ÷ that of the reference strategy in the same blocks: a slower host cancels out",
  ],
  ["change", "a place that divides a series into levels that chance does not explain"],
  ["size", "the level after a change ÷ the level before it, with its 95 % interval"],
  ["confidence", "1 − the probability of such a division by chance, for that series alone"],
  ["since", "the change is the last of a series that goes on: the state of today"],
  ["decides", "what a gate decides by, in series that go on"],
  ["hint", "anything else: looked at with a controlled share of false discoveries"],
  ["dispatch overhead", "wait beyond what a perfect server would have made the same tasks wait"],
];
