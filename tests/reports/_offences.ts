/** What in an output came out as anything but text: each function returns its offences, a line each. */
import { marked, type Token } from "marked";
import { parseHTML } from "linkedom";
import { validateXML } from "xmllint-wasm";

/** What terminals obey or eyes are fooled by, but for line feeds. */
// deno-lint-ignore no-control-regex -- control characters are what is looked for
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Control characters, by their numbers. */
export function controlOffences(text: string): string[] {
  const found = new Set(text.match(CONTROLS));
  return [...found].map((character) => `U+${character.charCodeAt(0).toString(16)}`);
}

/** Elements, attributes, scripts and addresses that are not the page's own. */
export function htmlOffences(html: string): string[] {
  const { document } = parseHTML(html);
  const ids = new Set<string>();
  const offences = [...document.querySelectorAll("*")].flatMap((element) => {
    const tag = element.tagName.toLowerCase();
    return [
      ...(TAGS.has(tag) ? [] : [`<${tag}>`]),
      ...(/^(?:script|style)$/.test(tag) && /pwned *[:(>]/.test(element.textContent ?? "")
        ? [`<${tag}> ${element.textContent?.slice(0, 80)}`]
        : []),
      ...[...element.attributes].flatMap(({ name, value }) => {
        if (name === "id") {
          if (ids.has(value)) return [`id ${value} twice`];
          ids.add(value);
        }
        return isOwn(name, value) ? [] : [`${tag} ${name}="${value.slice(0, 80)}"`];
      }),
    ];
  });
  const scripts = document.querySelectorAll("script").length;
  return [...offences, ...(scripts === 1 ? [] : [`${scripts} scripts`]), ...controlOffences(html)];
}

const TAGS = new Set(
  ("a article aside b body br button caption code col colgroup dd desc details div dl dt " +
    "em fieldset figcaption figure footer g h1 h2 h3 h4 head header html input kbd label legend li line " +
    "lineargradient linearGradient main menu meta nav noscript ol option output p path pattern polygon " +
    "polyline pre rect script section select small span stop strong style sub summary sup svg table tbody " +
    "td text th thead time title tr tspan ul circle clippath clipPath defs ellipse use symbol marker mask")
    .split(" "),
);

/** Attributes in which names may stand, as text. */
const WORDY =
  /^(?:aria-label|title|data-label|data-detail|data-text|data-name|data-copy|value|alt)$/;

function isOwn(name: string, value: string): boolean {
  if (/^(?:on|pwned)/i.test(name)) return false;
  // Anchors are made of the letters and digits of names.
  if (/^(?:id|for|name|aria-(?:labelledby|describedby|controls)|data-\w+)$/.test(name)) {
    if (/^[a-z][\w -]*$/.test(value)) return true;
  }
  if (/^(?:href|xlink:href|src|srcset|action)$/i.test(name)) return /^#[a-z][\w-]*$/.test(value);
  if (/^url\(#[a-z][\w-]*\)$/.test(value)) return true;
  return WORDY.test(name) || !/pwned|denwp|</.test(value);
}

/** What is not well-formed, and elements and attributes that are no drawing, each behind its file's name. */
export async function svgOffences(svgs: Readonly<Record<string, string>>): Promise<string[]> {
  const xml = Object.entries(svgs).map(([fileName, contents]) => ({ fileName, contents }));
  const { errors } = await validateXML({ xml, schema: ANY_XML });
  return [
    ...errors.map(({ rawMessage }) => rawMessage),
    ...xml.flatMap(({ fileName, contents }) =>
      drawingOffences(contents).map((offence) => `${fileName}: ${offence}`)
    ),
  ];
}

function drawingOffences(svg: string): string[] {
  const { document } = parseHTML(`<html><body>${svg}</body></html>`);
  return [
    ...[...document.querySelectorAll("body *")].flatMap((element) => {
      const tag = element.tagName.toLowerCase();
      return [
        ...(TAGS.has(tag) && tag !== "script" ? [] : [`<${tag}>`]),
        ...[...element.attributes].filter(({ name, value }) => !isOwn(name, value))
          .map(({ name, value }) => `${tag} ${name}="${value.slice(0, 80)}"`),
      ];
    }),
    ...controlOffences(svg),
  ];
}

/** Accepts any well-formed document. */
const ANY_XML = `<?xml version="1.0"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/2000/svg">
<xs:element name="svg"><xs:complexType mixed="true">
<xs:sequence><xs:any processContents="skip" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
<xs:anyAttribute processContents="skip"/></xs:complexType></xs:element></xs:schema>`;

/** Links, images, markup, headings and emphasis that a name became, and rows that it broke. */
export function markdownOffences(markdown: string): string[] {
  const offences: string[] = [];
  marked.walkTokens(marked.lexer(markdown), (token) => {
    offences.push(...tokenOffences(token));
  });
  return [...offences, ...controlOffences(markdown)];
}

/** Words of a picture, and names of files that are anchors. */
const OWN_ATTRIBUTES = / (?:alt="[^"<>]*"|src(?:set)?="charts\/[a-z0-9.-]+")/g;

function tokenOffences(token: Token): string[] {
  const raw = token.raw.slice(0, 100);
  switch (token.type) {
    case "html":
      return /^<(?:!-- dispatch-lab -->\n?$|\/?(?:picture|source|img|br|span|details|summary|sub)\b)/
          .test(token.raw) &&
          !/pwned|denwp/.test(token.raw.replace(OWN_ATTRIBUTES, ""))
        ? []
        : [`html ${raw}`];
    case "link":
    case "image":
      return /pwned|^[a-z]+:/.test(token.href) ? [`${token.type} ${raw}`] : [];
    case "def":
    case "blockquote":
      return [`${token.type} ${raw}`];
    case "heading":
    case "em":
    case "strong":
    case "del":
      return /^pwned/.test(token.text) ? [`${token.type} ${raw}`] : [];
    case "code":
      return token.lang === "sh" ? [] : [`code ${raw}`];
    case "list_item":
    case "paragraph":
      return /^pwned$/m.test(token.text) ? [`${token.type} ${raw}`] : [];
    case "table": {
      const bars = token.raw.trim().split("\n").map((row: string) =>
        row.match(/(?<!\\)\|/g)?.length ?? 0
      );
      return bars.filter((count: number) => count !== bars[0]).map((count: number) =>
        `a row with ${count} bars, not ${bars[0]}`
      );
    }
    default:
      return [];
  }
}
