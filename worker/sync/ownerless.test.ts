import { afterAll, beforeAll, expect, test } from "vitest";
import { databasesForFile } from "#embedded/testing/for-file.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { freshDatabase } from "../testing/sync/fresh-database.ts";
import { sealedListing, settings, site } from "../testing/sync/listing.ts";
import { applySync } from "./runs.ts";
import type { StagedSite } from "./staged-site.ts";

const databases = await databasesForFile();
let db: PrismaClient;
beforeAll(async () => {
  db = await freshDatabase(databases);
});
afterAll(() => db?.$disconnect());

async function sync(runId: string, sites: StagedSite[]): Promise<void> {
  await applySync(db, { listingId: await sealedListing(db, runId, sites), runId, ...settings });
}

const later = new Date(Date.now() + 3_600_000);

test("hole 25: of the wikis that have no owner on the farm a sync has those asked that strangers could write to, and no other", async () => {
  const names = ["owned", "open", "opened", "waiting", "custom", "closed", "byConsole", "quiet", "archived"];
  const domains = names.map((name) => `${name.toLowerCase()}.localhost`);
  const statuses: Record<string, "readonly" | "archived"> = { opened: "readonly", closed: "readonly" };
  await sync(
    "before",
    names.map((name, index) => site(domains[index] ?? "", { status: statuses[name] ?? "active" })),
  );
  const change = (name: string, data: Parameters<typeof db.site.update>[0]["data"]) =>
    db.site.update({ where: { domain: `${name}.localhost` }, data });
  await change("waiting", { probeDue: later });
  await change("custom", { isCustomDomain: true });
  await change("byconsole", { state: "readonly" });
  await db.operation.create({
    data: { kind: "restore", domain: "quiet.localhost", state: "done", deadline: later, quietUntil: later },
  });
  Object.assign(statuses, { opened: undefined, archived: "archived" });
  await sync(
    "after",
    names.map((name, index) => {
      const status = statuses[name] ?? "active";
      const owner = name === "owned" ? {} : { ownerName: "Unknown", subject: null };
      return { ...site(domains[index] ?? "", { status }), ...owner };
    }),
  );
  const rows = await db.site.findMany({ where: { probeDue: { not: null } }, orderBy: { domain: "asc" } });
  expect(rows.map(({ domain, state }) => [domain, state])).toEqual([
    ["open.localhost", "active"],
    ["opened.localhost", "active"],
    ["waiting.localhost", "active"],
  ]);
  expect(rows[2]?.probeDue).toEqual(later);
});
