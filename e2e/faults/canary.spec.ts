import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { press, submitCreate } from "../forms.ts";
import { expect, test } from "./fixtures.ts";
import { expectFollowed } from "./steps.ts";

// What the farm's owner files and answers may hold besides what the console asks for.
const canary = `canary-${randomUUID()}`;

test.describe("hole 22: what the farm says besides is on no page, nor is its token", () => {
  let secrets: string[];
  test.beforeEach(({ stack }) => {
    secrets = [canary, stack.farmToken];
  });

  /** The page as it was sent, and as it is shown. */
  async function expectClean(page: Page, path = page.url()): Promise<void> {
    const response = await page.goto(path);
    for (const text of [await response?.text(), await page.content()]) {
      expect(text).toContain("</html>");
      for (const secret of secrets) expect(text).not.toContain(secret);
    }
  }

  /** A wiki's page, whose facts the farm doesn't give. */
  async function expectCleanWithoutFarm(page: Page, domain: string): Promise<void> {
    await expectClean(page, `/wikis/${domain}`);
    await expect(page.getByText("The wiki farm didn't answer just now")).toBeVisible();
  }

  test("of an owner file: on a wiki's pages, in lists, and among what a sync found", async ({
    alice,
    admin,
    wikis,
    stack,
  }) => {
    const domain = await wikis.create("alice");
    const ownerFile = (site: string) => join(stack.farmDataDir, site, "status", "owner.json");
    const owner = JSON.parse(readFileSync(ownerFile(domain), "utf8"));
    const withSecrets = { ...owner, password: canary, oauth2: { ...owner.oauth2, accessToken: canary } };
    writeFileSync(ownerFile(domain), JSON.stringify(withSecrets));
    const unmanageable = domain.replace("t", "T");
    mkdirSync(join(stack.farmDataDir, unmanageable, "status"), { recursive: true });
    writeFileSync(ownerFile(unmanageable), JSON.stringify({ ...withSecrets, memberConsole: canary }));

    await expectClean(alice, `/wikis/${domain}`);
    await expect(alice.getByText("The wiki farm didn't answer just now")).toHaveCount(0);
    await expectClean(alice, "/wikis");
    await admin.goto("/admin/sync");
    await press(admin, "Sync now");
    await expect(admin.getByRole("main").getByRole("status")).toContainText("Sites on the farm", {
      timeout: 30_000,
    });
    await expectClean(admin, "/admin/sync");
    await expect(admin.getByRole("main")).toContainText(unmanageable);
    await expectClean(admin, `/wikis/${domain}`);
    rmSync(join(stack.farmDataDir, unmanageable), { recursive: true });
  });

  test("of a body with 401: on a wiki's page, a create's, and a sync's", async ({
    alice,
    admin,
    wikis,
    access,
    configured,
  }) => {
    const domain = await wikis.create("alice");
    const next = wikis.name();
    configured.farmProxy.answer({ status: 401, body: { error: secrets.join(" ") } });
    await expectCleanWithoutFarm(alice, domain);

    await submitCreate(alice, next.name);
    await expect(alice.getByRole("main").getByRole("alert")).toContainText("Authentication failed.");
    for (const secret of secrets) expect(await alice.content()).not.toContain(secret);
    await expectClean(alice, `/operations/${await access.operationOf(next.domain)}`);
    await expect(alice.getByRole("main").getByRole("alert")).toContainText("Authentication failed.");

    await admin.goto("/admin/sync");
    await press(admin, "Sync now");
    await expect(admin.getByRole("main").getByRole("alert")).toContainText("Authentication failed.", {
      timeout: 30_000,
    });
    for (const secret of secrets) expect(await admin.content()).not.toContain(secret);
    await expectClean(admin, "/admin/sync");
    const newest = admin.getByRole("table", { name: "Recent syncs" }).getByRole("row").nth(1);
    await expect(newest).toContainText("Failed");
  });

  test("of a body with 500: on a wiki's page, and while a create is followed", async ({
    alice,
    wikis,
    access,
    configured,
  }) => {
    const domain = await wikis.create("alice");
    const next = wikis.name();
    configured.farmProxy.answer({ status: 500, body: { error: secrets.join(" ") } });
    await expectCleanWithoutFarm(alice, domain);

    await submitCreate(alice, next.name);
    await expectFollowed(alice, next.domain);
    await expect(alice.getByRole("main").getByRole("status")).toContainText("The wiki farm answered 500.");
    await expectClean(alice, `/operations/${await access.operationOf(next.domain)}`);
    await expect(alice.getByRole("main").getByRole("status")).toContainText("The wiki farm answered 500.");
  });
});
