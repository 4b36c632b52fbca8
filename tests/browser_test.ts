// Browser tests need a browser and the permission to start it. Whoever has neither still runs all other
// tests with `deno task test`, and reads here that these were not among them; CI runs both.
Deno.test.ignore("browser tests are run by deno task test:browser", () => {});
