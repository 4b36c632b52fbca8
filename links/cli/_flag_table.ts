type Names = boolean | string | readonly string[] | undefined;

/** The options that say which flags there are. */
export interface FlagDeclarations {
  readonly alias?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly boolean?: Names;
  readonly string?: Names;
  readonly collect?: Names;
  readonly negatable?: Names;
}

/** What is known of each flag, under each of its names. */
export class FlagTable {
  /** Whether `--flag` never takes the next argument, whatever the flag. */
  readonly allBoolean: boolean;
  /** Flags that are true or false. */
  readonly boolean: ReadonlySet<string>;
  /** Flags whose values stay text. */
  readonly string: ReadonlySet<string>;
  /** Flags whose values make a list. */
  readonly collect: ReadonlySet<string>;
  /** Flags that `--no-flag` sets to false. */
  readonly negatable: ReadonlySet<string>;
  #otherNames = new Map<string, string[]>();

  /** Reads the declarations; throws a `TypeError` at an alias that is undefined. */
  constructor(flags: FlagDeclarations) {
    for (const [name, alias] of Object.entries(flags.alias ?? {})) {
      if (alias === undefined) throw new TypeError(`Cannot parse: alias of '${name}' is undefined`);
      const names = [name, ...(typeof alias === "string" ? [alias] : alias)];
      for (const one of names) this.#otherNames.set(one, names.filter((other) => other !== one));
    }
    this.allBoolean = flags.boolean === true;
    this.boolean = this.#namesOf(flags.boolean);
    this.string = this.#namesOf(flags.string);
    this.collect = this.#namesOf(flags.collect);
    this.negatable = this.#namesOf(flags.negatable);
  }

  /** The flag's other names. */
  aliases(name: string): readonly string[] {
    return this.#otherNames.get(name) ?? [];
  }

  /** Whether the flag needs no report as unknown; being collected is not enough. */
  isKnown(name: string): boolean {
    return this.boolean.has(name) || this.string.has(name) || this.#otherNames.has(name);
  }

  /** Whether the flag, by whatever name, is true or false. */
  isBoolean(name: string): boolean {
    return this.boolean.has(name) || this.aliases(name).some((other) => this.boolean.has(other));
  }

  /** What the flag is set to when it has no value. */
  bare(name: string): true | "" {
    return this.string.has(name) ? "" : true;
  }

  #namesOf(names: Names): ReadonlySet<string> {
    const list = typeof names === "boolean" || !names
      ? []
      : typeof names === "string"
      ? [names]
      : names.filter(Boolean);
    return new Set(list.flatMap((name) => [name, ...this.aliases(name)]));
  }
}
