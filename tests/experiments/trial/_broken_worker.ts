/** A thread that does not come up. */
throw new Error("broken on purpose");
