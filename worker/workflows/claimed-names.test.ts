import { afterAll, beforeAll, expect, test } from "vitest";
import type { User } from "#lib/generated/prisma/client.ts";
import { syncStackForFile } from "../testing/for-file.ts";
import { laySite } from "../testing/lay-site.ts";
import { createInConsole, deleteInConsole } from "../testing/sync/console.ts";
import { runSync } from "../testing/sync/run-sync.ts";
import { freshDomain } from "../testing/world.ts";

const stack = await syncStackForFile({ MC_FEDWIKI_SITE_QUOTA: "3" });
let alice: User;
let stopWorker: () => Promise<void>;
beforeAll(async () => {
  alice = await stack.addUser("alice");
  stopWorker = await stack.startWorker();
});
afterAll(() => stopWorker?.());

const full = "You have used all 3 of your wikis. Delete one before you create another.";

test("hole 40: five names claimed by visiting them, with a quota of 3, are adopted and block creates until there is room", async () => {
  // What a claim leaves: the farm writes the visitor who signed in as the owner.
  const claimed = Array.from({ length: 5 }, () => freshDomain("claimed"));
  for (const domain of claimed) {
    await laySite(stack.farm, domain, { owner: { name: "alice", subject: alice.ownerClaim } });
  }
  expect(await runSync(stack)).toMatchObject({ success: true, sitesAdded: 5 });
  const own = { ownerId: alice.id, ownerSource: "farm" } as const;
  expect(await stack.database.site.count({ where: own })).toBe(5);

  for (const domain of claimed.slice(0, 3)) {
    expect(await createInConsole(stack, alice, freshDomain())).toEqual({
      success: false,
      errorMessage: full,
    });
    expect(await deleteInConsole(stack, alice, domain)).toEqual({ success: true });
  }
  expect(await createInConsole(stack, alice, freshDomain())).toMatchObject({ success: true });
  expect(await createInConsole(stack, alice, freshDomain())).toEqual({ success: false, errorMessage: full });
});
