/** Ends the process that imports it. */
Deno.exit(0);
