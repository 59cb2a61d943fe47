import { expect, test } from "./fixtures.ts";
import { identifyAs } from "./sign-in.ts";

test.describe("a form that is sent after the session has ended keeps what was typed", () => {
  test("of a wiki to be made", async ({ alice }) => {
    await alice.goto("/wikis/new");
    await alice.getByRole("textbox", { name: "Name", exact: true }).fill("not yet");
    await alice.context().clearCookies();
    await alice.getByRole("button", { name: "Create wiki", exact: true }).click();
    await alice.getByRole("button", { name: "Sign in", exact: true }).click();
    await identifyAs(alice, "alice");
    await expect(alice.getByRole("textbox", { name: "Name", exact: true })).toHaveValue("not yet");
    await expect(alice.getByRole("main").getByRole("alert")).toContainText("nothing was sent");
  });

  test("of a wiki to be deleted, which stays", async ({ alice, wikis }) => {
    const domain = await wikis.create("alice");
    await alice.goto(`/wikis/${domain}/delete`);
    const confirmation = alice.getByRole("textbox", { name: `Type ${domain} to confirm`, exact: true });
    await confirmation.fill(domain);
    await alice.context().clearCookies();
    await alice.getByRole("button", { name: "Delete wiki", exact: true }).click();
    await alice.getByRole("button", { name: "Sign in", exact: true }).click();
    await identifyAs(alice, "alice");
    await expect(confirmation).toHaveValue(domain);
    await expect(alice.getByRole("main").getByRole("alert")).toContainText("nothing was sent");
  });

  test("of a note on the schedule", async ({ admin }) => {
    await admin.goto("/admin/sync");
    await admin.getByRole("textbox", { name: "Note", exact: true }).fill("moving house");
    await admin.context().clearCookies();
    await admin.getByRole("button", { name: "Pause", exact: true }).click();
    await admin.getByRole("button", { name: "Sign in", exact: true }).click();
    await identifyAs(admin, "admin");
    await expect(admin.getByRole("textbox", { name: "Note", exact: true })).toHaveValue("moving house");
  });
});
