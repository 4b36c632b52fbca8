/**
 * The page that every HTML report is: one file with nothing to fetch.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import { paletteOf, type Scheme } from "../../chart/mod.ts";
import { comfortScript } from "./comfort/mod.ts";
import style from "./style.css" with { type: "text" };

/** A part of a page that can be linked to. */
export interface PageSection {
  /** Its anchor. */
  readonly id: string;
  /** Its heading, Markdown-free. */
  readonly title: string;
  /** What is in it. */
  readonly body: ComponentChildren;
}

/** A page. */
export interface PageContent {
  /** Name of the document. */
  readonly title: string;
  /** What it is about, below the title. */
  readonly introduction: ComponentChildren;
  /** Its parts. */
  readonly sections: readonly PageSection[];
}

/**
 * Renders a page.
 *
 * @param content What is on it.
 * @returns An HTML document that fetches nothing: a policy in it forbids that, and any script but its own.
 */
export function renderPage({ title, introduction, sections }: PageContent): string {
  const script = comfortScript();
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `script-src 'sha256-${createHash("sha256").update(script).digest("base64")}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const html = renderToString(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: schemes() + style }} />
      </head>
      <body>
        <header>
          <h1>{title}</h1>
          {introduction}
          <nav aria-label="Sections">
            <ul>
              {sections.map(({ id, title }) => (
                <li>
                  <a href={`#${id}`}>{title}</a>
                </li>
              ))}
            </ul>
          </nav>
        </header>
        <main>
          {sections.map(({ id, title, body }) => (
            <section id={id} aria-labelledby={`${id}-heading`}>
              <h2 id={`${id}-heading`}>
                <a href={`#${id}`}>{title}</a>
              </h2>
              {body}
            </section>
          ))}
        </main>
        <script dangerouslySetInnerHTML={{ __html: script }} />
      </body>
    </html>,
  );
  return `<!doctype html>\n${html}\n`;
}

/** The palette: light, dark where the system asks for it, or as the reader chooses. */
function schemes(): string {
  const block = (scheme: Scheme) =>
    Object.entries(paletteOf(scheme)).map(([name, colour]) => `${name}:${colour}`).join(";");
  return `:root{${block("light")}}` +
    `@media (prefers-color-scheme: dark){:root:not([data-scheme="light"]){${block("dark")}}}` +
    `:root[data-scheme="dark"]{${block("dark")}}\n`;
}
