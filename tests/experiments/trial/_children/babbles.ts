/** Writes what is no record, where the record belongs and where nobody listens. */
const noise = new TextEncoder().encode("dispatch-lab/columns@1 is what this is not\n".repeat(5000));
await Deno.stdout.write(noise);
await Deno.stderr.write(noise);
Deno.writeFileSync(Deno.args[0], noise);
Deno.exit(0);
