import { randomUUID } from "node:crypto";
import { expect, test } from "../fixtures.ts";
import { press } from "../forms.ts";
import { QUIET_INTERVAL } from "../stack/start.ts";

const INTERVAL_HOURS = Number.parseInt(QUIET_INTERVAL, 10);

test.describe("page /admin/sync", () => {
  test("has its heading, the schedule's state, interval and runs, 'Sync now' and 'Recent syncs'", async ({
    admin,
    schedule: _,
  }) => {
    await admin.goto("/admin/sync");
    const main = admin.getByRole("main");
    await expect(main.getByRole("heading", { name: "Sync", exact: true })).toBeVisible();
    await expect(main.getByText("Active", { exact: true })).toBeVisible();
    for (const fact of [/interval/i, /last run/i, /next run/i]) await expect(main).toContainText(fact);
    await expect(main.getByRole("button", { name: "Sync now", exact: true })).toBeVisible();
    await expect(main.getByRole("textbox", { name: "Note", exact: true })).toBeVisible();
    await expect(main.getByRole("button", { name: "Pause", exact: true })).toBeVisible();
    await expect(main.getByRole("button", { name: "Resume", exact: true })).toHaveCount(0);
    await expect(main.getByRole("table", { name: "Recent syncs" })).toBeVisible();
  });

  test("'Pause' with a note and 'Resume': each shows what it did (ScheduleManager pause, unpause)", async ({
    admin,
    schedule: _,
  }) => {
    await admin.goto("/admin/sync");
    const main = admin.getByRole("main");
    await main.getByRole("textbox", { name: "Note", exact: true }).fill("Maintenance window");
    await main.getByRole("button", { name: "Pause", exact: true }).click();
    await expect(main.getByText("Paused", { exact: true })).toBeVisible();
    await expect(main).toContainText("Maintenance window");
    await expect(main.getByRole("button", { name: "Pause", exact: true })).toHaveCount(0);

    await admin.reload();
    await expect(main.getByText("Paused", { exact: true })).toBeVisible();
    await main.getByRole("textbox", { name: "Note", exact: true }).fill("Maintenance complete");
    await main.getByRole("button", { name: "Resume", exact: true }).click();
    await expect(main.getByText("Active", { exact: true })).toBeVisible();
    await expect(main.getByRole("button", { name: "Resume", exact: true })).toHaveCount(0);
  });

  test("'Sync now' runs a sync, which stands in 'Recent syncs' (ScheduleManager trigger)", async ({
    admin,
    schedule: _,
  }) => {
    const before = Date.now();
    await admin.goto("/admin/sync");
    await admin.getByRole("button", { name: "Sync now", exact: true }).click();
    // By the operation's page, if it takes that long.
    await expect(admin).toHaveURL(/\/admin\/sync\?operation=/);
    await expect(admin.getByRole("main").getByRole("status")).toHaveText(
      /^Sites on the farm: \d+\. Added: \d+\. Removed: \d+\.$/,
    );
    const newest = admin.getByRole("table", { name: "Recent syncs" }).getByRole("row").nth(1);
    await expect(newest).toContainText("Button");
    await expect(newest).toContainText("Succeeded");
    const startedAt = await newest.getByRole("time").getAttribute("datetime");
    expect(Date.parse(startedAt ?? "")).toBeGreaterThanOrEqual(before);
  });

  test("hole 48: 'No sync has succeeded since' once three intervals have passed without one, unless it is paused", async ({
    admin,
    access,
    schedule: _,
  }) => {
    const runId = randomUUID();
    const overdue = admin.getByRole("main").getByText("No sync has succeeded since");
    await admin.goto("/admin/sync");
    await expect(overdue).toHaveCount(0);
    await access.recordSync({ runId, hoursAgo: 3 * INTERVAL_HOURS + 1, farmMs: 5 });
    try {
      await admin.reload();
      await expect(overdue).toBeVisible();
      await expect(overdue.getByRole("time")).toHaveAttribute("datetime", /^\d{4}-/);
      await press(admin, "Pause");
      await expect(admin.getByRole("button", { name: "Resume", exact: true })).toBeVisible();
      await expect(overdue).toHaveCount(0);
      await press(admin, "Resume");
      await expect(overdue).toBeVisible();
    } finally {
      await access.forgetSync(runId);
    }
    await admin.reload();
    await expect(overdue).toHaveCount(0);
  });

  test("a farm that takes long for the interval: to lengthen that is said, also while the sync is paused", async ({
    admin,
    access,
    schedule: _,
  }) => {
    const runId = randomUUID();
    const hint = admin.getByText("Set fedwiki-sync-interval to a longer time");
    await admin.goto("/admin/sync");
    await expect(hint).toHaveCount(0);
    await access.recordSync({ runId, hoursAgo: 0, farmMs: 0.11 * INTERVAL_HOURS * 3_600_000 });
    try {
      await admin.reload();
      await expect(hint).toBeVisible();
      await press(admin, "Pause");
      await expect(admin.getByRole("button", { name: "Resume", exact: true })).toBeVisible();
      await expect(hint).toBeVisible();
      await press(admin, "Resume");
      await expect(admin.getByText("Active", { exact: true })).toBeVisible();
    } finally {
      await access.forgetSync(runId);
    }
    await admin.reload();
    await expect(hint).toHaveCount(0);
  });
});
