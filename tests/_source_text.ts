/** Reads TypeScript just far enough to tell code from comments and strings. */

/** A source text without what must not be searched. Line feeds stay, so positions do. */
export interface Stripped {
  /** Comments blanked. */
  readonly withoutComments: string;
  /** Comments, strings and regular expressions blanked; what is in a template's `${}` is code. */
  readonly code: string;
}

// A slash begins a regular expression where a value cannot have ended.
const BEFORE_REGEX =
  /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|do|else|void))\s*$/;

/** Blanks comments and literals. */
export function strip(text: string): Stripped {
  const withoutComments = [...text];
  const code = [...text];
  /** One entry for each template literal that is open: the depth of braces within its `${}`. */
  const templates: number[] = [];
  let at = 0;

  function blank(to: number, isComment: boolean): void {
    for (; at < Math.min(to, text.length); at++) {
      if (text[at] === "\n") continue;
      code[at] = " ";
      if (isComment) withoutComments[at] = " ";
    }
  }

  function endOf(quote: string, from: number): number {
    let isInClass = false;
    for (let end = from; end < text.length; end++) {
      if (text[end] === "\\") end++;
      else if (quote === "/" && text[end] === "[") isInClass = true;
      else if (quote === "/" && text[end] === "]") isInClass = false;
      else if (text[end] === quote && !isInClass) return end + 1;
      else if (text[end] === "\n") return end;
    }
    return text.length;
  }

  /** Skips the text of a template literal, up to its end or to an expression in it. */
  function skipTemplate(): void {
    let end = at;
    while (end < text.length && text[end] !== "`" && !text.startsWith("${", end)) {
      end += text[end] === "\\" ? 2 : 1;
    }
    if (text.startsWith("${", end)) templates.push(0);
    blank(end + (text[end] === "`" ? 1 : 2), false);
  }

  while (at < text.length) {
    const char = text[at];
    if (text.startsWith("//", at)) {
      const end = text.indexOf("\n", at);
      blank(end < 0 ? text.length : end, true);
    } else if (text.startsWith("/*", at)) {
      const end = text.indexOf("*/", at + 2);
      blank(end < 0 ? text.length : end + 2, true);
    } else if (char === '"' || char === "'") {
      blank(endOf(char, at + 1), false);
    } else if (char === "/" && BEFORE_REGEX.test(code.slice(Math.max(0, at - 20), at).join(""))) {
      blank(endOf("/", at + 1), false);
    } else if (char === "`") {
      blank(at + 1, false);
      skipTemplate();
    } else if (char === "}" && templates.at(-1) === 0) {
      templates.pop();
      blank(at + 1, false);
      skipTemplate();
    } else {
      if (templates.length > 0 && char === "{") templates[templates.length - 1]++;
      if (templates.length > 0 && char === "}") templates[templates.length - 1]--;
      at++;
    }
  }
  return { withoutComments: withoutComments.join(""), code: code.join("") };
}
