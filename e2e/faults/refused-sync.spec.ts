import { rmSync } from "node:fs";
import { join } from "node:path";
import { expectAccessible } from "../expect-accessible.ts";
import { press, submitCreate } from "../forms.ts";
import type { Person } from "../stack/stack.ts";
import { expect, test } from "./fixtures.ts";

// The browser itself writes the status of a page that it was refused to its console.
test.use({ allowedErrors: [/the server responded with a status of 403/] });

/** One more than a sync may remove by itself. */
const LOST = 4;

test("hole 6: a sync that would remove too much is refused, shown, and applied when an administrator says so", async ({
  admin,
  alice,
  become,
  wikis,
  stack,
  access,
  javaScriptEnabled,
}) => {
  test.setTimeout(180_000);
  /** Nobody but administrators may send the form that stands open. */
  const isForAdminsAlone = async (page: string, button: string) => {
    for (const person of ["nobody", "alice", "bob"] as const satisfies (Person | "nobody")[]) {
      await admin.goto(page);
      await become(admin, person);
      await press(admin, button);
      await expect(
        person === "nobody"
          ? admin.getByRole("button", { name: "Sign in", exact: true })
          : admin.getByRole("heading", { name: "This page is for administrators" }),
      ).toBeVisible();
      await become(admin, "admin");
    }
    await admin.goto(page);
  };
  const isAccessible = () => (javaScriptEnabled ? expectAccessible(admin) : undefined);

  await access.setQuota("alice", 100);
  const lost: string[] = [];
  for (let n = 0; n < LOST; n += 1) lost.push(await wikis.create("alice"));
  const kept = await wikis.create("alice");
  for (const domain of lost) rmSync(join(stack.farmDataDir, domain), { recursive: true });
  const [first = ""] = lost;
  const lines = (name: string | RegExp) => admin.getByRole("list", { name }).getByRole("listitem");

  await admin.goto("/admin/sync");
  await press(admin, "What a sync would change");
  await expect(admin.getByRole("heading", { name: "What a sync would change", exact: true })).toBeVisible();
  await expect(admin).toHaveURL(/\/admin\/sync\/preview\?operation=/, { timeout: 30_000 });
  await expect(admin.getByRole("main").getByRole("status")).toContainText("A sync would be refused");
  await expect(lines("Refused: gone from the farm").filter({ hasText: first })).toHaveCount(1);
  await isAccessible();

  await admin.goto("/admin/sync");
  await press(admin, "Sync now");
  await expect(admin.getByRole("main").getByRole("alert")).toContainText(`${LOST} of`, { timeout: 30_000 });
  await admin.goto("/admin/sync");
  await expect(admin.getByRole("main")).toContainText("was refused, and nothing was changed");
  await isAccessible();
  for (const domain of lost) expect(await access.knows(domain)).toBe(true);

  await admin.getByRole("link", { name: "Apply refused removals", exact: true }).click();
  await expect(lines("Refused changes")).toHaveCount(LOST);
  await isAccessible();
  await isForAdminsAlone("/admin/sync/refused", "Apply refused removals");
  for (const domain of lost) expect(await access.knows(domain)).toBe(true);
  await press(admin, "Apply refused removals");
  await expect(admin.getByRole("main").getByRole("status")).toContainText(`Removed: ${LOST}.`, {
    timeout: 45_000,
  });
  for (const domain of lost) expect(await access.knows(domain)).toBe(false);
  expect(await access.knows(kept)).toBe(true);
  expect(await access.auditOutcomes("apply-refused")).toContain("asked");

  // The farm may still run them: their names are kept until it has been restarted.
  const [name = ""] = first.split(".");
  await submitCreate(alice, name);
  await expect(alice.getByRole("main").getByRole("alert")).toContainText("restarted");
  await isForAdminsAlone("/admin/sync/restart", "The farm was restarted");
  await expect(lines("Names kept for their last owner").filter({ hasText: first })).toHaveCount(1);
  await isAccessible();
  await press(admin, "The farm was restarted");
  await expect(admin.getByRole("main").getByRole("status")).toContainText("free again");
  await expect(admin.getByRole("link", { name: "The farm was restarted" })).toHaveCount(0);
});
