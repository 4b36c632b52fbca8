/** Where results go unless a directory is named. */
export const OUT = "out";

/**
 * The directory that results go to.
 *
 * @param given What was named with `--out`.
 * @param createdAt When the work began, ISO 8601.
 * @param prefix What its name begins with where none was given. @default nothing
 * @returns The path, without a slash at the end.
 */
export function outDirectory(given: string | undefined, createdAt: string, prefix = ""): string {
  return given?.replace(/(?<=.)\/+$/, "") ??
    `${OUT}/${prefix}${createdAt.slice(0, 19).replaceAll(":", "-")}`;
}
