/**
 * A page in a real browser, watched: no request but for the file itself, no error in its console.
 *
 * The task that runs these tests sets `__IS_WSL_TEST__`: as it is loaded, playwright-core looks below
 * `/proc/sys` whether it is within Windows, which Deno allows to nobody without leave for everything; with
 * the variable set it does not look. It lists all variables of the environment as well, so that leave for
 * some of them would not do.
 *
 * @module
 */
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { assertEquals } from "@std/assert";
import { findChromium, NO_CHROMIUM } from "./_find_chromium.ts";

/** How the page is looked at. */
export interface Look {
  /** Width of the window in CSS pixels. @default 1200 */
  readonly width?: number;
  /** What the system asks for. @default "light" */
  readonly scheme?: "light" | "dark";
  /** Whether scripts run. @default true */
  readonly scripts?: boolean;
  /** What follows the file's name: `#anchor`. @default nothing */
  readonly hash?: string;
  /** More of what a context can be. */
  readonly context?: BrowserContextOptions;
}

/** Chromium without what it does by itself: updates, sign-in, first words. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let launched: Promise<Browser> | null = null;

/** Starts the browser of this file of tests, once. */
function browser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(NO_CHROMIUM);
  launched ??= chromium.launch({ executablePath, args: ARGUMENTS });
  return launched;
}

/** Ends the browser of this file of tests: for `Deno.test.afterAll`. */
export async function closeBrowser(): Promise<void> {
  await (await launched)?.close();
  launched = null;
}

/**
 * Opens a document from a file, hands it on, and holds that it asked for nothing and complained of nothing.
 *
 * @param html The document.
 * @param look How it is looked at.
 * @param act What to do with it.
 */
export async function look(
  html: string,
  look: Look,
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const directory = await Deno.makeTempDir();
  const path = `${directory}/report.html`;
  await Deno.writeTextFile(path, html);
  try {
    const requests = await open(`file://${path}`, look, act);
    // Loading anew asks for the file again.
    assertEquals(requests.filter((url) => url.split("#")[0] !== `file://${path}`), []);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

/**
 * Opens a page of a server, hands it on, and holds that it asked nobody else and complained of nothing.
 *
 * @param url Where the page is; all below it is the server's.
 * @param look How it is looked at.
 * @param act What to do with it.
 */
export async function visit(
  url: string,
  look: Look,
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const requests = await open(url, look, act);
  assertEquals(requests.filter((asked) => !asked.startsWith(url)), []);
}

/** Opens an address and returns what was asked for meanwhile. */
async function open(
  address: string,
  { width = 1200, scheme = "light", scripts = true, hash = "", context: more }: Look,
  act: (page: Page) => Promise<void>,
): Promise<readonly string[]> {
  const context = await (await browser()).newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    javaScriptEnabled: scripts,
    ...more,
  });
  context.setDefaultTimeout(10_000);
  const requests: string[] = [];
  const complaints: string[] = [];
  try {
    const page = await context.newPage();
    page.on("request", (request) => requests.push(request.url()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    await page.goto(address + hash);
    await act(page);
  } finally {
    await context.close();
  }
  assertEquals(complaints, []);
  return requests;
}
