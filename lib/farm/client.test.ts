import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import { join } from "node:path";
import pino from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type FaultProxy, startFaultProxy } from "#embedded/proxy/start.ts";
import { startTestFarm, type TestFarm } from "#embedded/testing/farm.ts";
import { farmOwner } from "#lib/contracts/owner.ts";
import { type FarmClient, farmClient } from "./client.ts";
import { FarmManagerAPIError, FarmUnavailableError, UnknownSiteStatusError } from "./errors.ts";
import type { FarmSite } from "./site.ts";

let real: TestFarm;
let proxy: FaultProxy;
let farm: FarmClient;
beforeAll(async () => {
  real = await startTestFarm();
  proxy = await startFaultProxy({ target: real.url });
  farm = farmClient({ fedwikiFarmUrl: proxy.url, fedwikiFarmToken: real.token });
});
afterEach(() => proxy.pass());
afterAll(async () => {
  await proxy?.stop();
  await real?.stop();
});

const marker = { console: "a console", operation: "an operation" };
const owner = farmOwner("Alice Archer", "alices-sub", marker);

async function listed(client = farm): Promise<FarmSite[]> {
  const sites: FarmSite[] = [];
  for await (const portion of client.list()) sites.push(...portion);
  return sites;
}

async function layOwner(domain: string, contents: unknown): Promise<void> {
  const status = join(real.sitesDir, domain, "status");
  await mkdir(status, { recursive: true });
  await writeFile(join(status, "owner.json"), JSON.stringify(contents));
}

describe("with the real plugin", () => {
  test("makes, describes, makes read-only, archives and lists a site", async () => {
    const domain = "whole.localhost";
    expect(await farm.get(domain)).toBe("absent");
    const made = await farm.create(domain, owner);
    expect(made).toEqual({
      domain,
      owner: { name: "Alice Archer", subject: "alices-sub", marker },
      status: "active",
      pages: 0,
      storageBytes: expect.any(Number),
      lastModified: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(await farm.setStatus(domain, "readonly")).toMatchObject({ status: "readonly" });
    expect(await farm.archive(domain)).toBe("archived");
    expect(await farm.archive(domain)).toBe("archived");
    expect(await farm.setStatus(domain, "active")).toMatchObject({ status: "active" });
    expect(await farm.archive(domain)).toBe("archived");
    expect(await listed()).toContainEqual(expect.objectContaining({ domain, status: "archived" }));
  });

  test("a site that isn't there is absent, to each call", async () => {
    const domain = "nowhere.localhost";
    expect(await farm.archive(domain)).toBe("absent");
    expect(await farm.setStatus(domain, "readonly")).toBe("absent");
  });

  test("a name that is taken is final", async () => {
    await farm.create("taken.localhost", owner);
    await expect(farm.create("taken.localhost", owner)).rejects.toMatchObject({
      name: "FarmManagerAPIError",
      status: 409,
      code: "alreadyExists",
    });
  });

  test("a wrong token is final: the plugin answers 403, and the log says so whoever asked", async () => {
    const logged: string[] = [];
    const log = pino({}, { write: (line: string) => void logged.push(line) });
    const stranger = farmClient({ fedwikiFarmUrl: real.url, fedwikiFarmToken: "wrong" }, log);
    await expect(listed(stranger)).rejects.toMatchObject({ status: 403, code: "permissionDenied" });
    await expect(stranger.get("a.localhost")).rejects.toMatchObject({ status: 403 });
    expect(logged).toHaveLength(2);
    expect(logged[1]).toContain("the farm refused the console's token");
    expect(logged[1]).toContain('"status":403,"method":"GET","domain":"a.localhost"');
  });

  test("a farm that is down was never reached; the system's name for it is the log's alone", async () => {
    await real.takeDown();
    const direct = farmClient({ fedwikiFarmUrl: real.url, fedwikiFarmToken: real.token });
    const error = await listed(direct).catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      name: "FarmUnavailableError",
      mayHaveArrived: false,
      message: "The wiki farm can't be reached.",
    });
    if (error instanceof Error) expect(pino.stdSerializers.err(error).stack).toContain("ECONNREFUSED");
    await real.bringUp();
  });

  test("hole 22: known fields alone are kept of an owner file, whatever else it holds", async () => {
    await layOwner("secretive.localhost", {
      ...owner,
      oauth2: { id: 7, token: "canary" },
      password: "canary",
    });
    const site = await farm.get("secretive.localhost");
    expect(JSON.stringify(site)).not.toContain("canary");
    expect(site).toMatchObject({ owner: { name: "Alice Archer", subject: "7", marker } });
  });

  test.each([
    ["a bare name", "alice"],
    ["another provider's", { name: "Alice", github: { id: 1 } }],
    ["nothing of ours", { name: 3, oauth2: "x", memberConsole: [] }],
  ])("an owner of another kind has no subject and no marker: %s", async (name, contents) => {
    const domain = `${name.replaceAll(/[^a-z]/g, "")}.localhost`;
    await layOwner(domain, contents);
    const site = await farm.get(domain);
    expect(site).not.toBe("absent");
    if (site === "absent") return;
    expect(Object.keys(site.owner)).toEqual(["name"]);
  });

  test("hole 18: a name can't leave its place in the address", async () => {
    await expect(farm.get("../sites")).resolves.toBe("absent");
    expect(proxy.seen.at(-1)?.path).toBe("/plugin/farmmanager/sites/..%2Fsites");
    await farm.archive("x?hard=true");
    expect(proxy.seen.at(-1)?.path).toBe("/plugin/farmmanager/sites/x%3Fhard%3Dtrue");
  });
});

const html = "<!DOCTYPE html><title>Sign in</title>";
const site = {
  name: "made.localhost",
  owner,
  pages: 0,
  status: "active",
  storageBytes: 0,
  lastModified: null,
};

describe("the seed's table: what a status and a body mean", () => {
  test.each([
    [400, "{}", "unexpected"],
    [401, html, "authenticationFailed"],
    [403, "{}", "permissionDenied"],
    [409, "{}", "alreadyExists"],
  ])("%i is final", async (status, body, code) => {
    proxy.answer({ status, body });
    const error = await farm.create(site.name, owner).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(FarmManagerAPIError);
    expect(error).toMatchObject({ status, code });
  });

  test.each([
    ["GET", () => farm.get(site.name)],
    ["PATCH", () => farm.setStatus(site.name, "readonly")],
    ["DELETE", () => farm.archive(site.name)],
    ["a listing", () => listed()],
  ])(
    "409 means that a site exists to a create alone; for %s it is final and unexpected",
    async (_name, ask) => {
      proxy.answer({ status: 409, body: "{}" });
      const error = await ask().catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(FarmManagerAPIError);
      expect(error).toMatchObject({ status: 409, code: "unexpected" });
    },
  );

  test.each([
    ["an HTML 404", 404, html, false],
    ["408", 408, "", true],
    ["429", 429, "", false],
    ["500", 500, { error: "Failed to create site" }, true],
    ["502", 502, html, true],
    ["503", 503, "", true],
    ["a redirect", 307, "", false],
    ["200 for a create", 200, site, true],
    ["201 with null", 201, "null", true],
    ["201 with a login page", 201, html, true],
    ["201 with another site", 201, { ...site, name: "other.localhost" }, true],
    ["201 with another's marker", 201, { ...site, owner: { name: "Alice Archer" } }, true],
    ["201 with a status that nobody knows", 201, { ...site, status: "frozen" }, true],
  ])("%s is retryable", async (_name, status, body, mayHaveArrived) => {
    proxy.answer({ status, body, headers: { location: "/elsewhere" } });
    const seen = proxy.seen.length;
    const error = await farm.create(site.name, owner).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(FarmUnavailableError);
    expect(error).toMatchObject({ mayHaveArrived });
    expect(proxy.seen).toHaveLength(seen + 1);
  });

  test.each(["cutBefore", "cutAfter"] as const)(
    "a broken connection may have carried the request: %s",
    async (kind) => {
      proxy.disturb(() => ({ kind }));
      await expect(farm.archive("cut.localhost")).rejects.toMatchObject({ mayHaveArrived: true });
    },
  );

  test("hole 5: an older farm's `inactive` is archived", async () => {
    proxy.answer({ status: 200, body: { ...site, status: "inactive" } });
    expect(await farm.get(site.name)).toMatchObject({ status: "archived" });
  });

  test.each([
    ["null", "null"],
    ["a login page", html],
    ["an answer about another site", { status: "ok", message: "Site other.localhost archived." }],
  ])("hole 35: 200 with %s is no archived site", async (_name, body) => {
    proxy.answer({ status: 200, body });
    await expect(farm.archive(site.name)).rejects.toBeInstanceOf(FarmUnavailableError);
  });

  test("hole 35: 200 with a site that is something else than it was made is no answer", async () => {
    proxy.answer({ status: 200, body: { ...site, status: "archived" } });
    await expect(farm.setStatus(site.name, "active")).rejects.toMatchObject({ mayHaveArrived: true });
  });

  test("a farm that hangs is left after the time one has for it", async () => {
    const gate = Promise.withResolvers<void>();
    proxy.disturb(() => ({ kind: "holdBefore", until: gate.promise }));
    await expect(farm.get(site.name, { timeoutMs: 100 })).rejects.toThrow("didn't answer in time");
    gate.resolve();
  });
});

/** What answers 200 with what `write` writes, and a client of it. */
async function rawFarm(write: (response: ServerResponse) => void) {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    write(response);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const client = farmClient({ fedwikiFarmUrl: `http://127.0.0.1:${port}`, fedwikiFarmToken: "" });
  return { client, server };
}

describe("what is a listing", () => {
  const text = (...sites: unknown[]) => JSON.stringify(sites);
  const frozen = { ...site, status: "frozen" };
  /** More than a portion. */
  const many = Array.from({ length: 5_000 }, (_, index) => ({ ...site, name: `many-${index}.localhost` }));

  test("one of many sites is listed whole and in its order; one of none is empty", async () => {
    proxy.answer({ status: 200, body: many });
    expect((await listed()).map(({ domain }) => domain)).toEqual(many.map(({ name }) => name));
    proxy.answer({ status: 200, body: " [ ] " });
    expect(await listed()).toEqual([]);
  });

  test.each([
    ["a login page", html],
    ["nothing", ""],
    ["null", "null"],
    ["an object", JSON.stringify({ sites: [] })],
    ["an end that is missing", text(...many, site).slice(0, -1)],
    ["a site that is cut", text(...many, site).slice(0, -20)],
    ["something behind it", `${text(...many)}<!-- 3 ms -->`],
    ["something that isn't a site", text(...many, null)],
    ["a site without its facts", text(...many, { name: site.name })],
    ["a status that nobody knows, and something that isn't a site", text(frozen, ...many, null)],
    ["a status that nobody knows, and no end", text(frozen, ...many).slice(0, -1)],
    ["something that isn't a site, and a status that nobody knows", text(null, ...many, frozen)],
  ])("200 with %s is no answer", async (_name, body) => {
    proxy.answer({ status: 200, body });
    const error = await listed().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(FarmUnavailableError);
    expect(error).toMatchObject({ message: "The wiki farm answered 200, but not what it was asked." });
  });

  test.each([
    ["first", [frozen, ...many]],
    ["last", [...many, frozen]],
    ["twice", [frozen, ...many, frozen]],
  ])("hole 5: a status that nobody knows is final, wherever it stands: %s", async (_name, body) => {
    proxy.answer({ status: 200, body });
    await expect(listed()).rejects.toBeInstanceOf(UnknownSiteStatusError);
  });

  test("text is read right wherever the connection cuts it, also in the middle of a character", async () => {
    const name = "名前-🌿.localhost";
    const bytes = Buffer.from(text({ ...site, name }));
    const { client, server } = await rawFarm(async (response) => {
      for (const byte of bytes) {
        await new Promise((written) => response.write(Uint8Array.of(byte), written));
        await new Promise(setImmediate);
      }
      response.end();
    });
    expect(await listed(client)).toMatchObject([{ domain: name }]);
    server.close();
  });

  test("a connection that breaks in the middle of it is a farm that can't be reached", async () => {
    const { client, server } = await rawFarm((response) => {
      response.write(text(...many).slice(0, -1), () => response.destroy());
    });
    await expect(listed(client)).rejects.toMatchObject({
      name: "FarmUnavailableError",
      message: "The wiki farm can't be reached.",
      mayHaveArrived: true,
    });
    server.close();
  });

  test("who gives it up in the middle hears their own reason", async () => {
    proxy.answer({ status: 200, body: many });
    const controller = new AbortController();
    const portions = farm.list(controller.signal)[Symbol.asyncIterator]();
    await portions.next();
    controller.abort(new Error("enough"));
    await expect(portions.next()).rejects.toThrow("enough");
  });
});
