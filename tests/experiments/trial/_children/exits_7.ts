/** Gives up with a code of its own and a word of explanation. */
await Deno.stderr.write(new TextEncoder().encode("reading the plan\nerror: out of luck\n"));
Deno.exit(7);
