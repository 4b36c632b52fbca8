/** Is never done with being imported, and leaves the loop free. */
setInterval(() => {}, 1000);
await new Promise(() => {});
