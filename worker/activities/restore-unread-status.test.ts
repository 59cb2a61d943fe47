import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, expect, test } from "vitest";
import type { User } from "#lib/generated/prisma/client.ts";
import { archiving } from "../testing/archived.ts";
import { servicesForFile } from "../testing/for-file.ts";

const services = await servicesForFile();
let alice: User;
beforeAll(async () => {
  alice = await services.addUser({ quota: 100 });
});
afterEach(() => services.proxy.onMessage(undefined));

const { wiki, deletedWiki, siteOf, onFarm, ...kit } = archiving(() => services);
const statusFile = (domain: string) => join(services.farm.sitesDir, domain, "status.json");

/** A restore whose first look meets the wiki's status file half written; it is whole again right after that. */
async function restoreDuringWrite(domain: string) {
  const whole = await readFile(statusFile(domain), "utf8");
  await writeFile(statusFile(domain), "");
  expect(await onFarm(domain)).toMatchObject({ status: "active" });
  services.proxy.onMessage(async ({ direction, text }): Promise<"pass"> => {
    if (direction === "answer" && text.startsWith("GET")) await writeFile(statusFile(domain), whole);
    return "pass";
  });
  return kit.restore(alice, domain);
}

test("a wiki that the farm calls active while its status file is being written is opened all the same", async () => {
  const domain = await deletedWiki(alice);
  expect(await restoreDuringWrite(domain)).toMatchObject({ outcome: "restored", message: null });
  expect(await onFarm(domain)).toMatchObject({ status: "active" });
  expect(await siteOf(domain)).toMatchObject({ state: "active", farmStatus: "active" });
});

test("hole 37: one that was read-only comes back so, whatever the farm makes of an unreadable status file", async () => {
  const domain = await wiki(alice);
  await services.dependencies.farm.setStatus(domain, "readonly");
  await services.database.site.update({ where: { domain }, data: { state: "readonly" } });
  expect(await kit.delete(alice, domain)).toMatchObject({ outcome: "deleted" });
  await writeFile(statusFile(domain), "");
  expect(await kit.restore(alice, domain)).toMatchObject({ outcome: "restored", message: null });
  expect(await onFarm(domain)).toMatchObject({ status: "readonly" });
  expect(await siteOf(domain)).toMatchObject({ state: "readonly", securedAt: null });
});
