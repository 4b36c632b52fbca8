/** Ends as its whole process group does when a terminal is closed. */
Deno.kill(Deno.pid, "SIGHUP");
