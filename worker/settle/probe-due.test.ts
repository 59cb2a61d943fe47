import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { FaultProxy } from "#embedded/proxy/start.ts";
import { messages } from "#lib/contracts/messages.ts";
import type { User } from "#lib/generated/prisma/client.ts";
import { activitiesOf } from "../testing/run-activity.ts";
import { behindSiteProxy } from "../testing/site-proxy.ts";
import { leaveUnowned, writeAnonymously } from "../testing/unowned-site.ts";
import { createInput, freshDomain, type Services, startServices } from "../testing/world.ts";
import { openSecured } from "./open-secured.ts";
import { probeDue } from "./probe-due.ts";

let services: Services;
let sites: FaultProxy;
let alice: User;
beforeAll(async () => {
  ({ services, sites } = await behindSiteProxy(await startServices({ MC_FEDWIKI_CUSTOM_DOMAINS: "true" })));
  alice = await services.addUser({ quota: 100 });
});
afterEach(() => {
  sites.pass();
  services.proxy.pass();
});
afterAll(() => services?.stop());

const siteOf = (domain: string) => services.database.site.findUniqueOrThrow({ where: { domain } });
const statusOnFarm = async (domain: string) => {
  const site = await services.dependencies.farm.get(domain);
  return site === "absent" ? site : site.status;
};
const sweep = () => probeDue(services.dependencies);
const makeDue = (domain: string) =>
  services.database.site.update({ where: { domain }, data: { probeDue: new Date(0) } });

/** A create whose wiki gives no answer yet. */
async function silentWiki(domain = freshDomain()): Promise<string> {
  const input = createInput(alice, domain);
  const run = activitiesOf(services, randomUUID());
  await run.checkQuota(input);
  sites.refuse();
  expect(await run.create(input)).toMatchObject({ outcome: "created", message: messages.createdSlowly });
  expect(await siteOf(domain)).toMatchObject({ state: "active", probeDue: expect.any(Date) });
  return domain;
}

/** The same, with a stranger who was there before its owner.json. */
async function silentUnownedWiki(): Promise<string> {
  const domain = freshDomain();
  await leaveUnowned(services.farm, domain);
  await silentWiki(domain);
  expect(await writeAnonymously(services.farm, domain)).toBeLessThan(400);
  return domain;
}

test("hole 25: a new wiki that gave no answer is asked again, ever more rarely, until it shows its owner", async () => {
  const domain = await silentWiki();
  const madeAt = (createdAt: Date) =>
    services.database.site.update({ where: { domain }, data: { createdAt, probeDue: new Date(0) } });
  const pause = async () => {
    const { probeDue: due, updatedAt } = await siteOf(domain);
    return due === null ? 0 : Math.round((due.getTime() - updatedAt.getTime()) / 1_000);
  };
  await madeAt(new Date());
  await sweep();
  expect(await pause()).toBeGreaterThanOrEqual(30);
  const asked = sites.seen.length;
  await sweep();
  expect(sites.seen).toHaveLength(asked);

  await madeAt(new Date(Date.now() - 600_000));
  await sweep();
  expect(await pause()).toBeGreaterThanOrEqual(600);
  await madeAt(new Date(0));
  await sweep();
  expect(await pause()).toBe(3_600);

  sites.pass();
  await makeDue(domain);
  await sweep();
  expect(await siteOf(domain)).toMatchObject({ state: "active", securedAt: null, probeDue: null });
  expect(await writeAnonymously(services.farm, domain)).toBeGreaterThanOrEqual(400);
});

test("hole 25: one that a stranger's visit left without an owner is secured once it answers, and opened after a restart", async () => {
  const domain = await silentUnownedWiki();
  sites.pass();
  await sweep();
  const secured = { state: "readonly", securedAt: expect.any(Date), farmStatus: "readonly", probeDue: null };
  expect(await siteOf(domain)).toMatchObject(secured);
  expect(await statusOnFarm(domain)).toBe("readonly");
  expect(await writeAnonymously(services.farm, domain)).toBeGreaterThanOrEqual(400);
  const nobodys = { domain, userId: null };
  expect(await services.database.operation.findMany({ where: nobodys })).toMatchObject([
    { state: "done", outcome: "secured", quietUntil: null },
  ]);
  expect(services.logged.some((line) => line.includes(domain) && line.includes("without its owner"))).toBe(
    true,
  );

  await services.farm.takeDown();
  await services.farm.bringUp();
  await openSecured(services.dependencies);
  expect(await siteOf(domain)).toMatchObject({ state: "active", securedAt: null });
  expect(await writeAnonymously(services.farm, domain)).toBeGreaterThanOrEqual(400);
});

test("hole 25: a request to secure it that is lost is sent again by the next sweep", async () => {
  const domain = await silentUnownedWiki();
  sites.pass();
  services.proxy.disturb(({ method }) => (method === "PATCH" ? { kind: "cutBefore" } : undefined));
  await sweep();
  // Whoever looks reads that it is being secured.
  expect(await siteOf(domain)).toMatchObject({ state: "readonly", securedAt: expect.any(Date) });
  expect(await statusOnFarm(domain)).toBe("active");
  services.proxy.pass();
  await openSecured(services.dependencies);
  expect(await statusOnFarm(domain)).toBe("readonly");
  expect(await siteOf(domain)).toMatchObject({ state: "readonly", farmStatus: "readonly" });
});

test("hole 25: so is one whose create ended by asking the farm; a farm that is away settles nothing", async () => {
  const input = createInput(alice, freshDomain());
  const { domain } = input;
  const run = activitiesOf(services, randomUUID());
  await run.checkQuota(input);
  await leaveUnowned(services.farm, domain);
  services.proxy.disturb(({ method }) => (method === "POST" ? { kind: "cutAfter" } : undefined));
  await expect(run.create(input)).rejects.toThrow();
  services.proxy.pass();
  sites.refuse();
  const concluded = await run.conclude({ kind: "create", code: "farmDidNotAnswer", input });
  expect(concluded).toMatchObject({ outcome: "created", message: messages.createdSlowly });
  expect(await siteOf(domain)).toMatchObject({ state: "active", probeDue: expect.any(Date) });

  sites.pass();
  services.proxy.refuse();
  await sweep();
  const { probeDue: due } = await siteOf(domain);
  expect(due?.getTime()).toBeGreaterThan(Date.now());
  services.proxy.pass();
  await makeDue(domain);
  await sweep();
  expect(await statusOnFarm(domain)).toBe("readonly");
});

test("hole 25: an old wiki that the farm tells nothing of is asked again within a minute, not an hour", async () => {
  const domain = await silentWiki();
  await services.database.site.update({
    where: { domain },
    data: { createdAt: new Date(0), probeDue: new Date(0) },
  });
  services.proxy.refuse();
  const asked = sites.seen.length;
  await sweep();
  expect(sites.seen).toHaveLength(asked);
  const { probeDue: due } = await siteOf(domain);
  expect(due?.getTime()).toBeGreaterThan(Date.now());
  expect(due?.getTime()).toBeLessThan(Date.now() + 60_000);
});

test("a custom domain isn't asked, now or later, since nothing proves where it leads", async () => {
  const input = { ...createInput(alice, `own-${randomUUID().slice(0, 8)}.org`), isCustomDomain: true };
  const run = activitiesOf(services, randomUUID());
  await run.checkQuota(input);
  sites.refuse();
  const asked = sites.seen.length;
  expect(await run.create(input)).toMatchObject({ outcome: "created", message: null });
  expect(await siteOf(input.domain)).toMatchObject({ isCustomDomain: true, state: "active", probeDue: null });
  expect(sites.seen).toHaveLength(asked);
});

test("hole 25: a new wiki is asked before the many old ones that a sync may note at once", async () => {
  const domain = await silentWiki();
  const old = Array.from({ length: 10 }, () => ({
    domain: freshDomain(),
    state: "active" as const,
    ownerId: alice.id,
    ownerSource: "person" as const,
    isCustomDomain: false,
    createdAt: new Date(0),
    probeDue: new Date(0),
  }));
  await services.database.site.createMany({ data: old });
  sites.pass();
  await sweep();
  expect(await siteOf(domain)).toMatchObject({ state: "active", probeDue: null });
  await services.database.site.deleteMany({ where: { domain: { in: old.map((site) => site.domain) } } });
});
