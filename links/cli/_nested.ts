/** An object that names like "a.b" address the insides of. */
export type Nested = { [key: string]: unknown };

/** Sets what a dotted name stands for, making the objects on the way. */
export function setNested(root: Nested, name: string, value: unknown): void {
  const { parent, key } = descend(root, name);
  parent[key] = value;
}

/** Adds to the list a dotted name stands for; a value that is no list becomes its first item. */
export function pushNested(root: Nested, name: string, value: unknown): void {
  const { parent, key } = descend(root, name);
  const before = parent[key];
  if (Array.isArray(before)) before.push(value);
  else parent[key] = before ? [before, value] : [value];
}

/** Whether a dotted name stands for something, `undefined` included. */
export function hasNested(root: Nested, name: string): boolean {
  let value: unknown = root;
  for (const key of name.split(".")) {
    if (value === null || value === undefined || !Object.hasOwn(value, key)) return false;
    value = (value as Nested)[key];
  }
  return true;
}

function descend(root: Nested, name: string): { parent: Nested; key: string } {
  const keys = name.split(".");
  const key = keys.pop() ?? "";
  let parent = root;
  for (const step of keys) {
    // Own ones only, so that no flag reaches the prototype all objects share.
    if (!Object.hasOwn(parent, step) || parent[step] === undefined || parent[step] === null) {
      parent[step] = {};
    }
    parent = parent[step] as Nested;
  }
  return { parent, key };
}
