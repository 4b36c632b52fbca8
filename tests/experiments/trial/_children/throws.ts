/** Fails as code that somebody else wrote may fail, before it has read its spec. */
throw new Error("broken on purpose");
