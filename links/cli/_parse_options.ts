/** @internal */
type Text = string | undefined;
/** @internal */
type Names<T> = Extract<T, string>;
/** @internal */
type Simplify<T> = { [Key in keyof T]: T[Key] };

/** Options of {@linkcode parseArgs}. */
export interface ParseOptions<
  TBooleans extends boolean | Text = boolean | Text,
  TStrings extends Text = Text,
  TCollectable extends Text = Text,
  TNegatable extends Text = Text,
  TDefaults extends Record<string, unknown> | undefined = Record<string, unknown> | undefined,
  TAliases extends Record<string, string | readonly string[]> | undefined =
    | Record<string, string | readonly string[]>
    | undefined,
  TDoubleDash extends boolean | undefined = boolean | undefined,
> {
  /**
   * Whether the arguments after `--` are kept apart, in `"--"` of the result.
   *
   * @default {false}
   */
  "--"?: TDoubleDash;
  /**
   * Other names of flags; all names get the value.
   *
   * @default {{}}
   */
  alias?: TAliases;
  /**
   * Flags that are true or false, false by default. `true` makes all flags of
   * the form `--name` such ones.
   *
   * @default {false}
   */
  boolean?: TBooleans | ReadonlyArray<Extract<TBooleans, string>>;
  /**
   * Values of flags that are not given.
   *
   * @default {{}}
   */
  default?: TDefaults;
  /**
   * Whether all after the first argument that belongs to no flag goes to `_`.
   *
   * @default {false}
   */
  stopEarly?: boolean;
  /**
   * Flags whose values stay text; without a value they are `""`.
   *
   * @default {[]}
   */
  string?: TStrings | ReadonlyArray<Extract<TStrings, string>>;
  /**
   * Flags whose values make a list. Only those that are declared as `boolean`
   * or `string` as well are `[]` when not given.
   *
   * @default {[]}
   */
  collect?: TCollectable | ReadonlyArray<Extract<TCollectable, string>>;
  /**
   * Flags that `--no-name` sets to false.
   *
   * @default {[]}
   */
  negatable?: TNegatable | ReadonlyArray<Extract<TNegatable, string>>;
  /**
   * Called with each argument that belongs to no flag, and with each flag that
   * is not declared, its name and its value. If it returns `false`, the
   * argument is dropped.
   */
  unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}

/** What {@linkcode parseArgs} returns. */
export type Args<
  // deno-lint-ignore no-explicit-any -- the original's default
  TArgs extends Record<string, unknown> = Record<string, any>,
  TDoubleDash extends boolean | undefined = undefined,
> = Simplify<
  & TArgs
  & {
    /** The arguments that belong to no flag. */
    _: Array<string | number>;
  }
  & (boolean extends TDoubleDash ? Partial<Rest> : TDoubleDash extends true ? Rest : unknown)
>;

/** @internal */
type Rest = {
  /** The arguments after `--`. */
  "--": Array<string>;
};

/**
 * The flags' values: typed for those declared, `any` if none is.
 *
 * @internal
 */
export type Values<TBooleans, TStrings, TCollectable, TNegatable, TDefaults, TAliases> =
  Declared<TBooleans, TStrings, TCollectable> extends true ?
      & Record<string, unknown>
      & Aliased<
        WithDefaults<
          & { [Key in Names<TBooleans>]: Key extends TCollectable ? boolean[] : boolean }
          & { [Key in Exclude<Names<TStrings>, TCollectable>]?: string | No<Key, TNegatable> }
          & { [Key in Names<TStrings> & TCollectable]: string[] | No<Key, TNegatable> }
          & {
            [Key in Exclude<Names<TCollectable>, TBooleans | TStrings>]:
              | unknown[]
              | No<Key, TNegatable>;
          },
          TDefaults
        >,
        TAliases
      >
    // deno-lint-ignore no-explicit-any -- as in the original
    : Record<string, any>;

/** @internal */
type Declared<TBooleans, TStrings, TCollectable> = [
  Names<TStrings> | Names<TCollectable> | Exclude<TBooleans, false | undefined>,
] extends [never] ? false : true;

/** @internal */
type No<Key, TNegatable> = Key extends TNegatable ? false : never;

/** @internal */
type WithDefaults<TValues, TDefaults> = TDefaults extends Record<string, unknown> ?
    & Omit<TValues, keyof TDefaults>
    & {
      [Key in keyof TDefaults]: Key extends keyof TValues
        ? TDefaults[Key] | NonNullable<TValues[Key]>
        : unknown;
    }
  : TValues;

/** @internal */
type Aliased<TValues, TAliases> = {
  [Key in keyof TValues as Key | AliasOf<Key, TAliases>]: TValues[Key];
};

/** @internal */
type AliasOf<Key, TAliases> = Key extends keyof TAliases
  ? TAliases[Key] extends string ? string extends TAliases[Key] ? never : TAliases[Key]
  : TAliases[Key] extends readonly (infer Name extends string)[]
    ? string extends Name ? never : Name
  : never
  : never;
