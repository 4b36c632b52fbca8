/** As many as name a commit in any repository. */
const DIGITS = 12;

/**
 * A commit for human eyes.
 *
 * @param commit Its hash, or another name of it.
 * @returns The first 12 digits of a hash, other names as they are.
 */
export function shortCommit(commit: string): string {
  return /^[0-9a-f]{40,64}$/.test(commit) ? commit.slice(0, DIGITS) : commit;
}
