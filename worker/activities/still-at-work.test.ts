import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, expect, test } from "vitest";
import { farmOwner } from "#lib/contracts/owner.ts";
import type { User } from "#lib/generated/prisma/client.ts";
import { servicesForFile } from "../testing/for-file.ts";
import { activitiesOf } from "../testing/run-activity.ts";
import { createInput, freshDomain } from "../testing/world.ts";

const services = await servicesForFile();
let alice: User;
beforeAll(async () => {
  alice = await services.addUser({ quota: 1_000 });
});
afterEach(() => services.proxy.pass());

const siteOf = (domain: string) => services.database.site.findUnique({ where: { domain } });

test("hole 34: while a request of ours may still be at work, a folder without site or owner is waited for", async () => {
  const domain = freshDomain();
  const input = createInput(alice, domain);
  const workflowId = randomUUID();
  await activitiesOf(services, workflowId).checkQuota(input);
  services.proxy.disturb(({ method }) => (method === "POST" ? { kind: "cutBefore" } : undefined));
  await expect(activitiesOf(services, workflowId, 1).create(input)).rejects.toThrow("can't be reached");
  services.proxy.pass();

  const folder = join(services.farm.sitesDir, domain);
  await mkdir(folder);
  await expect(activitiesOf(services, workflowId, 2).create(input)).rejects.toThrow("hasn't finished");
  await mkdir(join(folder, "status"));
  await expect(activitiesOf(services, workflowId, 3).create(input)).rejects.toThrow("hasn't finished");
  expect(await siteOf(domain)).toMatchObject({ state: "creating" });

  const { uuid } = await services.database.console.findFirstOrThrow();
  const { id } = await services.database.operation.findUniqueOrThrow({ where: { workflowId } });
  const owner = farmOwner(alice.name, alice.ownerClaim, { console: uuid, operation: id });
  await writeFile(join(folder, "status", "owner.json"), JSON.stringify(owner));
  expect(await activitiesOf(services, workflowId, 4).create(input)).toMatchObject({ outcome: "created" });
});

test("hole 34: who takes over a create without a known outcome knows that its request may still arrive", async () => {
  const domain = freshDomain();
  const input = createInput(alice, domain);
  const first = activitiesOf(services, randomUUID());
  await first.checkQuota(input);
  services.proxy.disturb(({ method }) => ({ kind: method === "POST" ? "cutAfter" : "cutBefore" }));
  await expect(first.create(input)).rejects.toThrow();
  expect(await first.conclude({ kind: "create", code: "farmDidNotAnswer", input })).toMatchObject({
    outcome: "unknown",
  });

  const second = activitiesOf(services, randomUUID());
  expect(await second.checkQuota(input)).toMatchObject({ outcome: "go" });
  services.proxy.answer({ status: 401, body: "" });
  await expect(second.create(input)).rejects.toThrow();
  services.proxy.pass();
  // The first one's request got through: giving the name back without asking would leave an orphan.
  expect(await second.conclude({ kind: "create", code: "authenticationFailed", input })).toMatchObject({
    outcome: "created",
  });
  expect(await siteOf(domain)).toMatchObject({ state: "active", ownerId: alice.id });
});
