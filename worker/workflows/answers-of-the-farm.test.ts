import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { WorkflowFailedError } from "@temporalio/client";
import { afterEach, beforeAll, expect, test } from "vitest";
import type { User } from "#lib/generated/prisma/client.ts";
import { worldForFile } from "../testing/for-file.ts";
import { freshDomain, SUPPORT_URL } from "../testing/world.ts";

const world = await worldForFile();
let alice: User;
beforeAll(async () => {
  alice = await world.addUser({ quota: 1_000 });
});
afterEach(() => world.proxy.pass());

/** The request that changes something, of each kind of operation. */
const METHODS = { create: "POST", delete: "DELETE", restore: "PATCH" } as const;
type Kind = keyof typeof METHODS;
const kinds: Kind[] = ["create", "delete", "restore"];

/** What a kind needs before it can begin: nothing, a wiki, or an archived one. */
async function prepared(kind: Kind): Promise<string> {
  const domain = freshDomain(kind);
  if (kind !== "create") await (await world.create(alice, domain)).result();
  if (kind === "restore") await (await world.delete(alice, domain)).result();
  return domain;
}

interface Tally {
  requests: number;
}

/** Answers each kind's changing request: the first one, or all. */
function answerWith(answer: Answer, which: "first" | "all"): Record<Kind, Tally> {
  const tallies = { create: { requests: 0 }, delete: { requests: 0 }, restore: { requests: 0 } };
  world.proxy.disturb(({ method }) => {
    const kind = kinds.find((each) => METHODS[each] === method);
    if (kind === undefined) return undefined;
    tallies[kind].requests += 1;
    const isDisturbed = which === "all" || tallies[kind].requests === 1;
    return isDisturbed ? { kind: "answer", ...answer } : undefined;
  });
  return tallies;
}

interface Answer {
  status: number;
  body: string | object;
  headers?: Record<string, string>;
}

const run = async (kind: Kind, domain: string) => (await world[kind](alice, domain)).result();
const rowOf = (domain: string) => world.database.site.findUnique({ where: { domain } });
const archivedOf = (domain: string) => world.database.archivedSite.findUnique({ where: { domain } });
const operationOf = (kind: Kind, domain: string) =>
  world.database.operation.findFirstOrThrow({ where: { domain, kind } });

const html = "<!DOCTYPE html><title>Sign in</title><form></form>";

const retried: [string, Answer][] = [
  ["hole 17: an HTML 404, as of a plugin that isn't loaded", { status: 404, body: "<pre>Cannot POST</pre>" }],
  ["hole 17: another program's JSON 404", { status: 404, body: { error: "Not found" } }],
  ["hole 17: a proxy's 502 page", { status: 502, body: "<h1>Bad Gateway</h1>" }],
  ["hole 17: 429", { status: 429, body: "" }],
  ["hole 17: 500", { status: 500, body: { error: "Failed" } }],
  ["hole 35: 200 with a login page", { status: 200, body: html }],
  ["hole 35: 200 with null", { status: 200, body: "null" }],
  ["hole 35: 200 with nothing", { status: 200, body: "" }],
  ["hole 35: 200 about another site", { status: 200, body: { status: "ok", message: "Site a.b archived." } }],
  ["hole 35: 201 with null", { status: 201, body: "null" }],
  ["hole 35: 204", { status: 204, body: "" }],
  ["hole 35: 301", { status: 301, body: "", headers: { location: "/" } }],
  ["hole 35: 302", { status: 302, body: html, headers: { location: "/login" } }],
  ["hole 35: 307", { status: 307, body: "", headers: { location: "https://example.org/" } }],
];

test.each(retried)("%s isn't believed: the next attempt does it, once", async (_name, answer) => {
  const domains = await Promise.all(kinds.map(prepared));
  const tallies = answerWith(answer, "first");
  await Promise.all(
    kinds.map(async (kind, index) => {
      const domain = domains[index] ?? "";
      expect(await run(kind, domain)).toMatchObject({ success: true });
      expect(tallies[kind]).toEqual({ requests: 2 });
      const isLive = kind !== "delete";
      expect(await rowOf(domain)).toEqual(
        isLive ? expect.objectContaining({ state: "active", operationId: null }) : null,
      );
      expect((await archivedOf(domain)) === null).toBe(isLive);
      expect(await statusOnDisk(domain)).toBe(isLive ? "active" : "archived");
      const outcome = { create: "created", delete: "deleted", restore: "restored" }[kind];
      expect(await operationOf(kind, domain)).toMatchObject({ state: "done", outcome });
    }),
  );
});

const final: [number, string, string][] = [
  [401, "authenticationFailed", `Authentication failed. Please contact support. ${SUPPORT_URL}`],
  [403, "permissionDenied", "You don't have permission to perform this action."],
  [400, "unexpected", `Something went wrong on our side. Please contact support. ${SUPPORT_URL}`],
];

test.each(final)(
  "%i is final for each kind: %s after one request, and what it held is given back",
  async (status, outcome, message) => {
    const domains = await Promise.all(kinds.map(prepared));
    const tallies = answerWith({ status, body: {} }, "all");
    await Promise.all(
      kinds.map(async (kind, index) => {
        const domain = domains[index] ?? "";
        const result: unknown = await run(kind, domain).catch((error: unknown) => error);
        if (outcome === "unexpected") expect(result).toBeInstanceOf(WorkflowFailedError);
        else expect(result).toEqual({ success: false, errorMessage: message });
        expect(tallies[kind]).toEqual({ requests: 1 });
        expect(await operationOf(kind, domain)).toMatchObject({ state: "refused", outcome, message });
        expect(await rowOf(domain)).toEqual(
          kind === "delete" ? expect.objectContaining({ state: "active", operationId: null }) : null,
        );
        expect((await archivedOf(domain)) === null).toBe(kind !== "restore");
      }),
    );
  },
);

test("hole 35: the farm's own 404 about a wiki that it still has brings the next attempt, and nothing is lost", async () => {
  const [live, archived] = [await prepared("delete"), await prepared("restore")];
  const tallies = answerWith({ status: 404, body: { error: "Site not found" } }, "first");
  expect(await run("delete", live)).toEqual({ success: true });
  expect(await run("restore", archived)).toEqual({ success: true });
  expect(tallies).toMatchObject({ delete: { requests: 2 }, restore: { requests: 2 } });
  expect(await archivedOf(live)).toMatchObject({ ownerId: alice.id });
  expect(await rowOf(archived)).toMatchObject({ state: "active" });
});

async function statusOnDisk(domain: string): Promise<string> {
  const file = join(world.farm.sitesDir, domain, "status.json");
  const text = await readFile(file, "utf8").catch(() => '{"status":"active"}');
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === "object" && parsed !== null && "status" in parsed ? String(parsed.status) : "?";
}
