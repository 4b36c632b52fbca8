import type { FlagTable } from "./_flag_table.ts";

/** One flag given a value. */
export interface Setting {
  readonly name: string;
  readonly value: string | boolean;
  /** Set where the value is final, even if the flag collects a list. */
  readonly replaces?: true;
}

/** What an argument says, perhaps together with the one after it. */
export interface Reading {
  readonly settings: readonly Setting[];
  readonly tookNext: boolean;
}

/** Reads an argument that may be a flag; `undefined` if it is none. */
export function readFlag(
  arg: string,
  next: string | undefined,
  table: FlagTable,
): Reading | undefined {
  if (arg.length > 2 && arg.startsWith("--")) return readLong(arg, next, table);
  if (arg.length > 1 && arg.startsWith("-")) return readShort(arg, next, table);
  return undefined;
}

/** `--name`, `--name=value`, `--name value` or `--no-name`. */
function readLong(arg: string, next: string | undefined, table: FlagTable): Reading {
  // An empty value is none: `--name=` is a flag called "name=", as in the original.
  const [, no, stem = "", value] = /^--(no-)?(.+?)(?:=(.+))?$/s.exec(arg) ?? [];
  if (value !== undefined) {
    return only({ name: stem, value: table.boolean.has(stem) ? value !== "false" : value });
  }
  if (no && table.negatable.has(stem)) return only({ name: stem, value: false, replaces: true });
  const name = `${no ?? ""}${stem}`;
  const takesText = !table.isBoolean(name) && !table.allBoolean && !next?.startsWith("-");
  return withNext(name, next, takesText, table);
}

/** `-n`, `-n value`, `-n5`, `-n=5`, `-n/path` or several of one letter each, `-abn 5`. */
function readShort(arg: string, next: string | undefined, table: FlagTable): Reading {
  const settings: Setting[] = [];
  const letters = arg.slice(1, -1).split("");
  for (const [i, name] of letters.entries()) {
    const rest = arg.slice(i + 2);
    const value = attached(name, rest);
    if (value !== undefined) return { settings: [...settings, { name, value }], tookNext: false };
    settings.push({ name, value: rest === "-" ? rest : table.bare(name) });
  }
  const last = arg.slice(-1);
  if (last === "-") return { settings, tookNext: false };
  const takesText = !table.isBoolean(last) && !/^--?[^-]/.test(next ?? "");
  const reading = withNext(last, next, takesText, table);
  return { settings: [...settings, ...reading.settings], tookNext: reading.tookNext };
}

/** The value that follows a letter within its argument. */
function attached(letter: string, rest: string): string | undefined {
  if (rest === "-") return undefined;
  if (/[A-Za-z]/.test(letter)) {
    // Note: wherever the sign is. `-ab=c` sets a to "c" and b not at all, as in the original.
    const assigned = /=(.+)/.exec(rest)?.[1];
    if (assigned !== undefined) return assigned;
    if (/-?\d+(\.\d*)?(e-?\d+)?$/.test(rest)) return rest;
  }
  // The last letter is read with the next argument, so it does not count here.
  return rest.length > 1 && /\W/.test(rest.charAt(0)) ? rest : undefined;
}

/** A flag without a value of its own, which may have the next argument for one. */
function withNext(
  name: string,
  next: string | undefined,
  takesText: boolean,
  table: FlagTable,
): Reading {
  if (next && takesText) return { settings: [{ name, value: next }], tookNext: true };
  if (next === "true" || next === "false") {
    return { settings: [{ name, value: next === "true" }], tookNext: true };
  }
  return only({ name, value: table.bare(name) });
}

function only(setting: Setting): Reading {
  return { settings: [setting], tookNext: false };
}
