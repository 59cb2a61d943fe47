import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createGzip } from "node:zlib";
import { afterEach, expect, it } from "vitest";
import { initialFormState, OUT_OF_DATE } from "../stale-form.ts";
import { oversee } from "./oversee.ts";
import { REFUSAL_HEADER } from "./reference.ts";

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A web server that oversees `next`, a handler that answers as Next does. */
async function serve(next: RequestListener): Promise<string> {
  const server = createServer((request, response) => {
    oversee(request, response);
    next(request, response);
  });
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  return `http://127.0.0.1:${address.port}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** The page for an error, rendered as a page of its own, or the error as Next leaves it. */
function answerWithError(
  status: number,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
) {
  const reference = request.headers[REFUSAL_HEADER];
  const isPage = request.url?.startsWith("/refused/") && reference !== undefined;
  response.statusCode = isPage ? 200 : status;
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.write(isPage ? `<h1>Page for ${request.url}, ${reference}</h1>` : '<html id="__next_error__">');
  response.end(isPage ? "<script nonce=x>hydrate()</script><p>Text</p>" : "</html>");
}

it.each([403, 404, 500])(
  "an empty document for %i becomes the page for it, without scripts",
  async (status) => {
    const origin = await serve((request, response) => answerWithError(status, { request, response }));
    const response = await fetch(`${origin}/wikis/x`);
    expect(response.status).toBe(status);
    const text = await response.text();
    expect(text).toMatch(new RegExp(`^<h1>Page for /refused/${status}, [0-9a-f]{10}</h1><p>Text</p>$`));
  },
);

it("a form without scripts whose action failed gets the page too, in place of two words", async () => {
  const origin = await serve((request, response) => {
    if (request.url?.startsWith("/refused/")) answerWithError(500, { request, response });
    else response.writeHead(500).end("Internal Server Error");
  });
  const body = new FormData();
  body.set("name", "notes");
  const response = await fetch(`${origin}/wikis/new`, { method: "POST", body });
  expect(response.status).toBe(500);
  expect(await response.text()).toMatch(/^<h1>Page for \/refused\/500/);
});

it("an error's page is nobody's to ask for, with whatever header", async () => {
  const origin = await serve((request, response) => answerWithError(404, { request, response }));
  const headers = { [REFUSAL_HEADER]: "anybody's text", "x-member-console-key": "guessed" };
  const response = await fetch(`${origin}/refused/500`, { headers });
  expect(response.status).toBe(404);
  expect(await response.text()).toMatch(/^<h1>Page for \/refused\/404, [0-9a-f]{10}</);
});

it("each answer has a reference of its own", async () => {
  const origin = await serve((request, response) => answerWithError(500, { request, response }));
  const [first, second] = await Promise.all([fetch(origin), fetch(origin)]);
  expect(await first.text()).not.toBe(await second.text());
});

it("an error within the app stays as it is, since scripts show its page", async () => {
  const origin = await serve((request, response) => answerWithError(404, { request, response }));
  const response = await fetch(origin, { headers: { rsc: "1" } });
  expect(await response.text()).toContain("__next_error__");
});

it("what went well passes untouched, compressed and in pieces", async () => {
  const origin = await serve((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.setHeader("content-encoding", "gzip");
    const gzip = createGzip();
    gzip.pipe(response);
    gzip.write("<p>one</p>");
    gzip.end("<p>two</p>");
  });
  expect(await (await fetch(origin)).text()).toBe("<p>one</p><p>two</p>");
});

it("an error page that fails too is said in plain words", async () => {
  const origin = await serve((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.writeHead(500);
    response.end("<html></html>");
  });
  const response = await fetch(origin);
  expect(response.status).toBe(500);
  expect(await response.text()).toContain("can't show this page (500");
});

it("a form of an older build comes back with what was typed, and Next has read it whole", async () => {
  let read = "";
  const origin = await serve(async (request, response) => {
    read = await bodyOf(request);
    response.setHeader("x-nextjs-action-not-found", "1");
    response.statusCode = 409;
    response.end("Server action not found.");
  });
  const body = new FormData();
  body.set("$ACTION_ID_60aa", "");
  body.set("name", "notes");
  const response = await fetch(`${origin}/wikis/new?x=1`, { method: "POST", body, redirect: "manual" });
  expect(read).toContain("notes");
  expect(response.status).toBe(303);
  const location = new URL(response.headers.get("location") ?? "", origin);
  expect(location.pathname).toBe("/wikis/new");
  const state = initialFormState(Object.fromEntries(location.searchParams));
  expect(state).toEqual({ error: OUT_OF_DATE, values: { name: "notes" } });
});

it("a form of this build is answered by Next", async () => {
  const origin = await serve(async (request, response) =>
    response.end(`read ${(await bodyOf(request)).length > 0}`),
  );
  const response = await fetch(origin, { method: "POST", body: new FormData() });
  expect(await response.text()).toBe("read true");
});
