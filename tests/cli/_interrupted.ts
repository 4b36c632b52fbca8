/** What a command left behind that was ended by Ctrl-C. */
export interface Interrupted {
  readonly code: number;
  readonly stderr: string;
}

/** Runs a command line in a process of its own and sends SIGINT when it has said so much. */
export async function interrupted(args: readonly string[], once: string): Promise<Interrupted> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-prompt", "--allow-all"],
      new URL("../../cli/main.ts", import.meta.url).pathname,
      ...args,
    ],
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let stderr = "";
  let isSent = false;
  const decoder = new TextDecoder();
  for await (const chunk of child.stderr) {
    stderr += decoder.decode(chunk, { stream: true });
    if (isSent || !stderr.includes(once)) continue;
    child.kill("SIGINT");
    isSent = true;
  }
  const { code } = await child.status;
  await child.stdout.cancel();
  return { code, stderr };
}
