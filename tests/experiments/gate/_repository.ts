/** A git repository that is made for a test. */
export interface Repository {
  /** Its folder. */
  readonly directory: string;
  /** Runs git in it and returns what it says. */
  git(...args: string[]): Promise<string>;
  /** Writes a file and commits it; returns the commit. */
  commit(path: string, text: string): Promise<string>;
}

/** Makes an empty repository. */
export async function createRepository(directory: string): Promise<Repository> {
  const git = async (...args: string[]) => {
    const { success, stdout, stderr } = await new Deno.Command("git", {
      args: ["-c", "user.name=Test", "-c", "user.email=test@localhost", ...args],
      cwd: directory,
    }).output();
    const text = new TextDecoder();
    if (!success) throw new Error(text.decode(stderr));
    return text.decode(stdout).trim();
  };
  await git("init", "--quiet");
  return {
    directory,
    git,
    async commit(path, text) {
      const file = `${directory}/${path}`;
      await Deno.mkdir(file.slice(0, file.lastIndexOf("/")), { recursive: true });
      await Deno.writeTextFile(file, text);
      await git("add", "--all");
      await git("commit", "--quiet", "--message", path);
      return await git("rev-parse", "HEAD");
    },
  };
}
