/** Gives a test an empty directory, which is removed again with all that is in it. */
export async function withDirectory(
  use: (directory: string) => Promise<void>,
  prefix = "dispatch-lab-",
): Promise<void> {
  const directory = await Deno.makeTempDir({ prefix });
  try {
    await use(directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}
