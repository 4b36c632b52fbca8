import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { answer, type LiveSource, serveLive } from "../../cli/live/live_server.ts";
import { UsageError } from "../../cli/usage.ts";
import { withDirectory } from "./_with_directory.ts";

/** What a raw request is answered with, so that nothing tidies its path or Host beforehand. */
async function raw(url: string, request: string): Promise<string> {
  const { hostname, port } = new URL(url);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  await connection.write(new TextEncoder().encode(request));
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of connection.readable.values({ preventCancel: true })) {
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}

const HOST = "127.0.0.1:1";
const statusOf = (answer: string) => Number(answer.split(" ")[1]);

/** A server of a page that says so, or of a report once there is one. */
async function withServer(
  use: (server: { url: string; port: string; directory: string; end(): void }) => Promise<void>,
): Promise<void> {
  await withDirectory(async (directory) => {
    let isComplete = false;
    const source: LiveSource = {
      directory,
      page: () => isComplete ? null : new TextEncoder().encode("<p>the page</p>".repeat(100)),
      events: () => new Blob(["event: x\ndata: {}\n\n"]).stream(),
      asked: () => {},
    };
    const server = serveLive(source, 0);
    try {
      const { port } = new URL(server.url);
      await use({ url: server.url, port, directory, end: () => isComplete = true });
    } finally {
      await server.close(1000);
    }
  });
}

Deno.test("serveLive() serves the page, then the report in its place, byte by byte", async () => {
  await withServer(async ({ url, directory, end }) => {
    const page = await fetch(url, { headers: { "accept-encoding": "gzip, br" } });
    assertEquals(page.headers.get("content-type"), "text/html; charset=utf-8");
    assertEquals(page.headers.get("content-encoding"), null);
    assertEquals(page.headers.get("cache-control"), "no-store, no-transform");
    assertEquals(page.headers.get("x-content-type-options"), "nosniff");
    assertStringIncludes(await page.text(), "the page");
    const early = await fetch(`${url}report.html`);
    assertEquals([early.status, (await early.text()).length > 0], [503, true]);
    const bytes = Uint8Array.from({ length: 5000 }, (_, index) => index % 256);
    await Deno.writeFile(`${directory}/report.html`, bytes);
    await Deno.writeTextFile(`${directory}/report.json`, "{}");
    end();
    for (const path of ["", "report.html"]) {
      const report = await fetch(url + path);
      assertEquals(report.headers.get("content-type"), "text/html; charset=utf-8");
      assertEquals(await report.bytes(), bytes);
    }
    const json = await fetch(`${url}report.json`);
    assertEquals(json.headers.get("content-type"), "application/json");
    assertEquals(await json.text(), "{}");
    const sweep = await fetch(`${url}sweep.md`);
    assertEquals(sweep.status, 404);
    await sweep.body?.cancel();
  });
});

Deno.test("serveLive() answers to no other name, so pages from elsewhere cannot read along", async () => {
  await withServer(async ({ url, port }) => {
    const get = (path: string, ...lines: string[]) =>
      raw(url, [`GET ${path} HTTP/1.1`, ...lines, "connection: close", "", ""].join("\r\n"));
    for (const name of [`127.0.0.1:${port}`, `localhost:${port}`]) {
      assertEquals(statusOf(await get("/", `host: ${name}`)), 200);
    }
    for (const name of ["evil.test", `evil.test:${port}`, "127.0.0.1", "127.0.0.1:1", ""]) {
      assertEquals(statusOf(await get("/", `host: ${name}`)), 403, name);
    }
    assertEquals(statusOf(await raw(url, "GET / HTTP/1.0\r\n\r\n")), 403);
    const host = `host: 127.0.0.1:${port}`;
    assertEquals(statusOf(await get("/events", host, "sec-fetch-site: cross-site")), 403);
    assertEquals(statusOf(await get("/events", host, "sec-fetch-site: same-origin")), 200);
    // A link to the page may be anywhere.
    assertEquals(statusOf(await get("/", host, "sec-fetch-site: cross-site")), 200);
  });
});

Deno.test("serveLive() serves the study's own files and nothing beside or above them", async () => {
  await withServer(async ({ url, port, directory, end }) => {
    await Deno.mkdir(`${directory}/charts`);
    await Deno.mkdir(`${directory}/charts/folder.svg`);
    await Deno.writeTextFile(`${directory}/charts/a-b.svg`, "<svg/>");
    await Deno.writeTextFile(`${directory}/charts/.hidden.svg`, "<svg/>");
    await Deno.writeTextFile(`${directory}/study.json`, "{}");
    await Deno.writeTextFile(`${directory}/secret.svg`, "secret");
    await Deno.symlink(`${directory}/secret.svg`, `${directory}/charts/link.svg`);
    end();
    const get = async (path: string) =>
      await raw(
        url,
        `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: close\r\n\r\n`,
      );
    const chart = await get("/charts/a-b.svg");
    assertEquals(statusOf(chart), 200);
    assertStringIncludes(chart, "content-type: image/svg+xml");
    for (
      const path of [
        ...[
          "/study.json",
          "/trials.ndjson",
          "/raw/0.columns",
          "/charts",
          "/charts/",
          "/index.html",
        ],
        ...["/charts/../secret.svg", "/charts/%2e%2e/secret.svg", "/charts/..%2fsecret.svg"],
        ...["/charts/..\\secret.svg", "/charts/.hidden.svg", "/charts/link.svg"],
        ...["/charts/folder.svg", "/charts/a-b.svg/x", "/charts/a-b.svg%00", "/../secret.svg"],
        ...["//report.html", "/constructor", "/__proto__", "/charts/none.svg"],
      ]
    ) {
      const answer = await get(path);
      assertEquals(statusOf(answer), 404, path);
      assert(!answer.includes("secret"), path);
    }
  });
});

Deno.test("serveLive() follows no link to charts of elsewhere, but serves a study that is one", async () => {
  await withDirectory(async (elsewhere) => {
    await Deno.mkdir(`${elsewhere}/study/charts`, { recursive: true });
    await Deno.writeTextFile(`${elsewhere}/study/charts/x.svg`, "<svg/>");
    await withServer(async ({ url, directory, end }) => {
      await Deno.symlink(`${elsewhere}/study/charts`, `${directory}/charts`);
      end();
      const answer = await fetch(`${url}charts/x.svg`);
      assertEquals([answer.status, (await answer.text()).includes("svg")], [404, false]);
    });
    await Deno.symlink(`${elsewhere}/study`, `${elsewhere}/link`);
    const source: LiveSource = {
      directory: `${elsewhere}/link`,
      page: () => null,
      events: () => new ReadableStream(),
      asked() {},
    };
    const asked = new Request("http://127.0.0.1:1/charts/x.svg", { headers: { host: HOST } });
    const found = await answer(asked, source, 1);
    assertEquals([found.status, await found.text()], [200, "<svg/>"]);
  });
});

Deno.test("answer() goes by its name alone where browsers leave out the port, and nowhere else", async () => {
  const source: LiveSource = {
    directory: ".",
    page: () => new Uint8Array(),
    events: () => new ReadableStream(),
    asked() {},
  };
  const statusAt = async (port: number, host: string) => {
    const { status, body } = await answer(
      new Request(`http://${host}/`, { headers: { host } }),
      source,
      port,
    );
    await body?.cancel();
    return status;
  };
  for (const host of ["127.0.0.1", "localhost", "127.0.0.1:80", "localhost:80"]) {
    assertEquals([await statusAt(80, host), await statusAt(8080, host)], [200, 403], host);
  }
  assertEquals(await statusAt(80, "evil.test"), 403);
});

Deno.test("serveLive() only lets itself be read", async () => {
  await withServer(async ({ url }) => {
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"]) {
      const answer = await fetch(url, { method });
      assertEquals([answer.status, answer.headers.get("allow")], [405, "GET, HEAD"], method);
      await answer.body?.cancel();
    }
    const head = await fetch(url, { method: "HEAD" });
    assertEquals([head.status, await head.text()], [200, ""]);
    assertEquals(head.headers.get("content-type"), "text/html; charset=utf-8");
    const events = await fetch(`${url}events`, { method: "HEAD" });
    assertEquals([events.status, await events.text()], [200, ""]);
    const icon = await fetch(`${url}favicon.ico`);
    assertEquals(icon.status, 204);
  });
});

Deno.test({
  name: "serveLive() listens on 127.0.0.1 alone",
  // Where all of 127.0.0.0/8 is the loopback, whoever listens on every address answers here as well.
  ignore: Deno.build.os !== "linux",
  async fn() {
    await withServer(async ({ url, port }) => {
      assertEquals(new URL(url).hostname, "127.0.0.1");
      await assertRejects(
        () => Deno.connect({ hostname: "127.0.0.2", port: Number(port) }),
        Deno.errors.ConnectionRefused,
      );
    });
  },
});

Deno.test("serveLive() says in one line that a port is taken", async () => {
  await withServer(({ url, port }) => {
    const source = {
      directory: ".",
      page: () => null,
      events: () => new ReadableStream(),
      asked() {},
    };
    const error = assertThrows(() => serveLive(source, Number(port)), UsageError);
    assertEquals(
      error.message,
      `cannot serve on ${new URL(url).host}: the port is taken: name another with --port N, or ` +
        "leave --port out",
    );
    return Promise.resolve();
  });
});
