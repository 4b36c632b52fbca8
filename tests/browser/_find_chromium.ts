/** Where a browser is: `deno task test:browser` is allowed to start that one and nothing else. */

/** What browsers built on Chromium are called, the one that is tested with in CI first. */
const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** What to do where none is. */
export const NO_CHROMIUM =
  "no Chromium found: install Debian's chromium or set CHROMIUM=/path/to/chromium";

/** The path of a Chromium: what CHROMIUM names, or else the first on the PATH; null if there is none. */
export function findChromium(): string | null {
  const named = Deno.env.get("CHROMIUM");
  if (named) return isFile(named) ? named : null;
  const folders = (Deno.env.get("PATH") ?? "").split(":").filter((folder) => folder !== "");
  const paths = NAMES.flatMap((name) => folders.map((folder) => `${folder}/${name}`));
  return paths.find(isFile) ?? null;
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

// The permission must name something; where there is no browser, the tests say so.
if (import.meta.main) console.log(findChromium() ?? "chromium");
