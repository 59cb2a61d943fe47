import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, expect, test } from "vitest";
import type { User } from "#lib/generated/prisma/client.ts";
import { servicesForFile } from "../testing/for-file.ts";
import { activitiesOf } from "../testing/run-activity.ts";
import { leaveUnowned } from "../testing/unowned-site.ts";
import { createInput, freshDomain, SUPPORT_URL } from "../testing/world.ts";
import { openSecured } from "./open-secured.ts";

const services = await servicesForFile();
let alice: User;
beforeAll(async () => {
  alice = await services.addUser({ quota: 100 });
});
afterEach(() => services.proxy.pass());

const siteOf = (domain: string) => services.database.site.findUniqueOrThrow({ where: { domain } });
const patches = () => services.proxy.seen.filter(({ method }) => method === "PATCH").length;

/** A create whose address somebody visits in the wrong moment, so that the farm runs the wiki without its owner. */
async function securedWiki(): Promise<string> {
  const input = createInput(alice, freshDomain());
  const run = activitiesOf(services, randomUUID());
  await run.checkQuota(input);
  await leaveUnowned(services.farm, input.domain);
  expect(await run.create(input)).toMatchObject({ outcome: "created" });
  expect(await siteOf(input.domain)).toMatchObject({ state: "readonly", securedAt: expect.any(Date) });
  return input.domain;
}

test("hole 25: a secured wiki stays read-only while it runs without its owner, and is opened once the farm was restarted", async () => {
  const domain = await securedWiki();
  const sent = patches();
  await openSecured(services.dependencies);
  expect(patches()).toBe(sent);
  expect(await siteOf(domain)).toMatchObject({ state: "readonly" });

  await services.farm.takeDown();
  await openSecured(services.dependencies);
  expect(await siteOf(domain)).toMatchObject({ state: "readonly" });
  await services.farm.bringUp();
  await Promise.all([openSecured(services.dependencies), openSecured(services.dependencies)]);
  expect(patches()).toBe(sent + 1);
  expect(await siteOf(domain)).toMatchObject({ state: "active", securedAt: null, farmStatus: "active" });
  expect(await services.dependencies.farm.get(domain)).toMatchObject({ status: "active" });

  // Lost answers: the wiki is left in peace until the request can't arrive any more.
  await services.database.site.update({
    where: { domain },
    data: { state: "readonly", securedAt: new Date() },
  });
  await services.dependencies.farm.setStatus(domain, "readonly");
  services.proxy.disturb(({ method }) => (method === "PATCH" ? { kind: "cutBefore" } : undefined));
  await openSecured(services.dependencies);
  services.proxy.pass();
  const input = { userId: alice.id, domain, supportUrl: SUPPORT_URL };
  expect(await activitiesOf(services, randomUUID()).delete(input)).toMatchObject({ outcome: "quiet" });
  expect(await siteOf(domain)).toMatchObject({ state: "readonly", securedAt: expect.any(Date) });
});

test("hole 25: one that the farm calls open already is opened there all the same; one on hold is left alone", async () => {
  const domain = await securedWiki();
  await services.farm.takeDown();
  await services.farm.bringUp();
  await services.database.hold.create({ data: { domain, reason: "Spam" } });
  await openSecured(services.dependencies);
  expect(await services.dependencies.farm.get(domain)).toMatchObject({ status: "readonly" });
  expect(await siteOf(domain)).toMatchObject({ state: "readonly" });

  await services.database.hold.delete({ where: { domain } });
  await services.dependencies.farm.setStatus(domain, "active");
  const sent = patches();
  await openSecured(services.dependencies);
  expect(patches()).toBe(sent + 1);
  expect(await siteOf(domain)).toMatchObject({ state: "active", securedAt: null });
});

test("hole 25: one whose securing was lost and that gives no answer any more is secured again", async () => {
  const domain = await securedWiki();
  await services.dependencies.farm.setStatus(domain, "active");
  await services.database.site.update({ where: { domain }, data: { farmStatus: "active" } });
  const unreachable = { ...services.dependencies.config, fedwikiSiteUrl: "http://{domain}:9" };
  await openSecured({ ...services.dependencies, config: unreachable });
  expect(await services.dependencies.farm.get(domain)).toMatchObject({ status: "readonly" });
  expect(await siteOf(domain)).toMatchObject({ farmStatus: "readonly", securedAt: expect.any(Date) });

  await services.dependencies.farm.setStatus(domain, "active");
  await openSecured({ ...services.dependencies, config: unreachable });
  expect(await services.dependencies.farm.get(domain)).toMatchObject({ status: "active" });
});

test("secured wikis are looked at a few at once, so that silent ones keep the others waiting for less", async () => {
  const domains = Array.from({ length: 8 }, () => freshDomain());
  const secured = { ownerId: alice.id, ownerSource: "person", state: "readonly" } as const;
  await services.database.site.createMany({
    data: domains.map((domain) => ({ ...secured, domain, securedAt: new Date() })),
  });
  const gate = Promise.withResolvers<void>();
  services.proxy.disturb(() => ({ kind: "holdBefore", until: gate.promise }));
  const before = services.proxy.seen.length;
  const sweeping = openSecured(services.dependencies);
  await expect.poll(() => services.proxy.seen.length - before, { timeout: 10_000 }).toBe(5);
  gate.resolve();
  await sweeping;
  expect(services.proxy.seen.length - before).toBeGreaterThanOrEqual(domains.length);
});
