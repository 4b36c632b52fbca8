/** The parameters of a method, `unknown[]` if the property is none. */
export type GetParametersFromProp<Self, Prop extends keyof Self> = Self[Prop] extends
  (...args: infer Args) => unknown ? Args : unknown[];

/** What a method returns, `unknown` if the property is none. */
export type GetReturnFromProp<Self, Prop extends keyof Self> = Self[Prop] extends // deno-lint-ignore no-explicit-any -- any parameters
(...args: any[]) => infer Return ? Return
  : unknown;
