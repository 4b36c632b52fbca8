/**
 * Anchors and names of files from names that somebody chose.
 *
 * @module
 */
const MOST_CHARACTERS = 60;

/**
 * Makes anchors that differ.
 *
 * @returns A function from any text to an anchor: lower case letters, digits and hyphens, beginning with a
 *   letter; the second time that two texts would come to the same, it ends in `-2`.
 */
export function createAnchors(): (text: string) => string {
  const taken = new Set<string>();
  return (text) => {
    const words = text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^[^a-z]+|-+$/g, "");
    const base = words.slice(0, MOST_CHARACTERS).replace(/-+$/, "") || "section";
    let anchor = base;
    for (let copy = 2; taken.has(anchor); copy++) anchor = `${base}-${copy}`;
    taken.add(anchor);
    return anchor;
  };
}
