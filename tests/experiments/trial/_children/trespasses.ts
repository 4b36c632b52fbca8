/**
 * Tries what a trial has no business with and says on standard error which attempts went through.
 * The record's own file and the loopback are its to use, and tried as well to show that refusals are
 * not due to something else.
 */
const attempts: Record<string, () => unknown> = {
  "write-record": () => Deno.writeTextFileSync(Deno.args[0], ""),
  "listen-loopback": () => Deno.listen({ hostname: "127.0.0.1", port: 0 }).close(),
  "read-project": () => Deno.readTextFileSync(new URL("../../../../deno.json", import.meta.url)),
  "write-beside": () => Deno.writeTextFileSync(`${Deno.args[0]}.more`, ""),
  "write-project": () => Deno.writeTextFileSync(new URL("./written.txt", import.meta.url), ""),
  "remove-project": () => Deno.removeSync(new URL("./written.txt", import.meta.url)),
  "read-system": () => Deno.readTextFileSync("/etc/hostname"),
  "read-env": () => Deno.env.get("PATH"),
  "list-env": () => Deno.env.toObject(),
  "run-command": () => new Deno.Command(Deno.execPath(), { args: ["--version"] }).outputSync(),
  "signal-parent": () => Deno.kill(Deno.ppid, "SIGCONT"),
  "connect-elsewhere": () => Deno.connect({ hostname: "192.0.2.1", port: 9 }),
  "listen-everywhere": () => Deno.listen({ hostname: "0.0.0.0", port: 0 }).close(),
  "read-hostname": () => Deno.hostname(),
  "load-library": () => Deno.dlopen("libc.so.6", {}),
  "import-remote": () => import(`https://192.0.2.1/${"x"}.ts`),
};

const allowed: string[] = [];
for (const [name, attempt] of Object.entries(attempts)) {
  try {
    await attempt();
    allowed.push(name);
  } catch (error) {
    const isDenied = error instanceof Deno.errors.NotCapable ||
      // Nothing is fetched to begin with.
      String(error).includes("--cached-only");
    if (!isDenied) allowed.push(`${name} (${error})`);
  }
}
await Deno.stderr.write(new TextEncoder().encode(`error: allowed ${allowed.join(", ")}\n`));
Deno.exit(1);
