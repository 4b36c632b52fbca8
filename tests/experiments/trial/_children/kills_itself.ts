/** Ends by a signal, as under a supervisor that is short of memory. */
Deno.kill(Deno.pid, "SIGKILL");
