/**
 * The page that every HTML report is: one file with nothing to fetch.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import { paletteOf, type Scheme } from "../../chart/mod.ts";
import { withoutControls } from "../escape.ts";
import { choiceRules } from "./choice_rules.ts";
import { comfortScript, endingNoElement } from "./comfort/mod.ts";
import { PAGE_STYLE } from "./page_style.ts";

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
  /** Rules of this page alone, after those of every page. @default none */
  readonly style?: string;
  /** What its head holds besides. @default nothing */
  readonly head?: ComponentChildren;
  /**
   * Scripts of this page alone, run in order after those of every page. @default none
   */
  readonly scripts?: readonly string[];
  /** Where its scripts may send requests: nowhere, or to where the page came from. @default "nowhere" */
  readonly connect?: "nowhere" | "origin";
}

/**
 * Renders a page.
 *
 * @param content What is on it.
 * @returns An HTML document that fetches nothing: a policy in it forbids that, and any script but its own.
 */
export function renderPage(
  { title, introduction, sections, style = "", head, scripts = [], connect = "nowhere" }:
    PageContent,
): string {
  const ownScripts = [comfortScript(), ...scripts.map(endingNoElement)];
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `script-src ${ownScripts.map((script) => `'sha256-${sha256Of(script)}'`).join(" ")}`,
    ...(connect === "origin" ? ["connect-src 'self'"] : []),
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const body = renderToString(
    <>
      <a class="skip" href={sections.length > 0 ? `#${sections[0].id}` : "#content"}>
        Skip to the report
      </a>
      <header class="page-head">
        <h1>{title}</h1>
        <div class="introduction">{introduction}</div>
      </header>
      <div class="page-body">
        <nav class="contents" aria-label="Sections">
          <ul>
            {sections.map(({ id, title }) => (
              <li>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        </nav>
        <main id="content">
          {sections.map(({ id, title, body }) => (
            <section id={id} aria-labelledby={`${id}-heading`}>
              <h2 id={`${id}-heading`}>
                <a class="anchor" href={`#${id}`}>{title}</a>
              </h2>
              {body}
            </section>
          ))}
        </main>
      </div>
    </>,
  );
  const headHtml = renderToString(
    <head>
      <meta charset="utf-8" />
      <meta name="generator" content="dispatch-lab" />
      <meta http-equiv="Content-Security-Policy" content={policy} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{title}</title>
      {head}
      <style
        dangerouslySetInnerHTML={{ __html: schemes() + PAGE_STYLE + style + choiceRules(body) }}
      />
    </head>,
  );
  const ends = ownScripts.map((script) => `<script>${script}</script>`).join("\n");
  return withoutControls(
    `<!doctype html>\n<html lang="en">${headHtml}<body>${body}${ends}</body></html>\n`,
  );
}

function sha256Of(script: string): string {
  return createHash("sha256").update(script).digest("base64");
}

/** The palette: light, dark where the system asks for it, or as the reader chooses; paper is light. */
function schemes(): string {
  const block = (scheme: Scheme) =>
    `color-scheme:${scheme};` +
    Object.entries(paletteOf(scheme)).map(([name, colour]) => `${name}:${colour}`).join(";");
  return `:root{${block("light")}}\n` +
    `@media screen{:root[data-scheme="dark"]{${block("dark")}}}\n` +
    `@media screen and (prefers-color-scheme: dark){` +
    `:root:not([data-scheme="light"]){${block("dark")}}}\n`;
}
