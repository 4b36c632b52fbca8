/** What the verdict of a comparison goes by, in a sentence that all documents share. */
export const OVERALL_RULE =
  "All metrics that decide are together regressed if one of them is, and inconclusive if one is " +
  "suspected of it or has no value, or if a cell has no cost of dispatching (or, where none decides, no " +
  "other metric) that is shown not to be worse by as much as matters; else they are improved if one is, " +
  "and equivalent if none is, even where some scatter too much to tell.";
