/** What git tells its hooks about the repository they run for; `deno.json` lets `gate` touch these. */
const OF_A_HOOK = [
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
  "GIT_COMMON_DIR",
  "GIT_DIR",
  "GIT_INDEX_FILE",
  "GIT_OBJECT_DIRECTORY",
  "GIT_PREFIX",
  "GIT_WORK_TREE",
];

/**
 * Forgets the repository for which git runs this command as a hook: git takes its variables before any
 * folder that it is told, so that a work tree would be taken for the repository, and its index be written
 * over the repository's own. Where a variable may not be touched nothing is done.
 *
 * Note: tried to give git an environment of its own; that takes leave to read all variables, as git also
 * needs PATH, HOME and whatever its user has configured by them. An empty value is taken for a path.
 */
export function forgetHookRepository(): void {
  for (const variable of OF_A_HOOK) {
    const { state } = Deno.permissions.querySync({ name: "env", variable });
    if (state === "granted") Deno.env.delete(variable);
  }
}
