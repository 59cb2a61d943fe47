import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pino from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type FaultProxy, startFaultProxy } from "#embedded/proxy/start.ts";
import { startTestFarm, type TestFarm } from "#embedded/testing/farm.ts";
import { type FarmClient, farmClient } from "./client.ts";
import { FarmManagerAPIError, FarmUnavailableError } from "./errors.ts";
import { described, listed, loginPage, marker, owner } from "./testing.ts";

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
    expect(await listed(farm)).toContainEqual(expect.objectContaining({ domain, status: "archived" }));
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

describe("the seed's table: what a status and a body mean", () => {
  const callsForOneSite = [
    ["GET", () => farm.get(described.name)],
    ["PATCH", () => farm.setStatus(described.name, "readonly")],
    ["DELETE", () => farm.archive(described.name)],
  ] as const;

  test.each([
    [400, "{}", "unexpected"],
    [401, loginPage, "authenticationFailed"],
    [403, "{}", "permissionDenied"],
    [409, "{}", "alreadyExists"],
  ])("%i is final", async (status, body, code) => {
    proxy.answer({ status, body });
    const error = await farm.create(described.name, owner).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(FarmManagerAPIError);
    expect(error).toMatchObject({ status, code });
  });

  test.each([...callsForOneSite, ["a listing", () => listed(farm)] as const])(
    "409 means that a site exists to a create alone; for %s it is final and unexpected",
    async (_name, ask) => {
      proxy.answer({ status: 409, body: "{}" });
      const error = await ask().catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(FarmManagerAPIError);
      expect(error).toMatchObject({ status: 409, code: "unexpected" });
    },
  );

  test.each([
    ["an HTML 404", 404, loginPage, false],
    ["408", 408, "", true],
    ["429", 429, "", false],
    ["500", 500, { error: "Failed to create site" }, true],
    ["502", 502, loginPage, true],
    ["503", 503, "", true],
    ["a redirect", 307, "", false],
    ["200 for a create", 200, described, true],
    ["201 with null", 201, "null", true],
    ["201 with a login page", 201, loginPage, true],
    ["201 with another site", 201, { ...described, name: "other.localhost" }, true],
    ["201 with another's marker", 201, { ...described, owner: { name: "Alice Archer" } }, true],
    ["201 with a status that nobody knows", 201, { ...described, status: "frozen" }, true],
  ])("%s is retryable", async (_name, status, body, mayHaveArrived) => {
    proxy.answer({ status, body, headers: { location: "/elsewhere" } });
    const seen = proxy.seen.length;
    const error = await farm.create(described.name, owner).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(FarmUnavailableError);
    expect(error).toMatchObject({ mayHaveArrived });
    expect(proxy.seen).toHaveLength(seen + 1);
  });

  test.each(callsForOneSite)(
    "hole 17: a 404 that isn't the farm's own word is no absence: %s",
    async (_name, ask) => {
      for (const body of [loginPage, { error: "Not found" }, ""]) {
        proxy.answer({ status: 404, body });
        await expect(ask()).rejects.toBeInstanceOf(FarmUnavailableError);
      }
    },
  );

  test.each(["cutBefore", "cutAfter"] as const)(
    "a broken connection may have carried the request: %s",
    async (kind) => {
      proxy.disturb(() => ({ kind }));
      await expect(farm.archive("cut.localhost")).rejects.toMatchObject({ mayHaveArrived: true });
    },
  );

  test("hole 5: an older farm's `inactive` is archived", async () => {
    proxy.answer({ status: 200, body: { ...described, status: "inactive" } });
    expect(await farm.get(described.name)).toMatchObject({ status: "archived" });
  });

  test.each([
    ["null", "null"],
    ["a login page", loginPage],
    ["an answer about another site", { status: "ok", message: "Site other.localhost archived." }],
  ])("hole 35: 200 with %s is no archived site", async (_name, body) => {
    proxy.answer({ status: 200, body });
    await expect(farm.archive(described.name)).rejects.toBeInstanceOf(FarmUnavailableError);
  });

  test("hole 35: 200 with a site that is something else than it was made is no answer", async () => {
    proxy.answer({ status: 200, body: { ...described, status: "archived" } });
    await expect(farm.setStatus(described.name, "active")).rejects.toMatchObject({ mayHaveArrived: true });
  });

  test("a farm that hangs is left after the time one has for it", async () => {
    const gate = Promise.withResolvers<void>();
    proxy.disturb(() => ({ kind: "holdBefore", until: gate.promise }));
    await expect(farm.get(described.name, { timeoutMs: 100 })).rejects.toThrow("didn't answer in time");
    gate.resolve();
  });
});
