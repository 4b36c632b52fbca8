/** Can be imported, and breaks down once that is done. */
queueMicrotask(() => {
  throw new Error("broken afterwards");
});
await new Promise((resolve) => setTimeout(resolve, 100));
