import { randomUUID } from "node:crypto";
import { expect, test } from "./fixtures.ts";

// The browser itself writes the status of a page that it was refused to its console.
test.use({ allowedErrors: [/the server responded with a status of 40[34]/] });

test.describe("what isn't one's own", () => {
  for (const page of ["", "/delete"]) {
    test(`another member's /wikis/DOMAIN${page} is the same 404 as one that doesn't exist`, async ({
      alice,
      bob,
      wikis,
    }) => {
      const domain = await wikis.create("alice");
      const { domain: nobodys } = wikis.name();
      expect((await alice.goto(`/wikis/${domain}${page}`))?.status()).toBe(200);

      const others = await bob.goto(`/wikis/${domain}${page}`);
      expect(others?.status()).toBe(404);
      const text = await bob.getByRole("main").textContent();
      expect(text).toMatch(/\S/);
      expect((await bob.goto(`/wikis/${nobodys}${page}`))?.status()).toBe(404);
      expect(await bob.getByRole("main").textContent()).toBe(text);
    });
  }

  test("another member's /operations/ID is the same 404 as one that doesn't exist", async ({
    alice,
    bob,
    admin,
    wikis,
    access,
  }) => {
    const domain = await wikis.create("alice");
    const id = await access.operationOf(domain);
    expect((await alice.goto(`/operations/${id}`))?.status()).toBe(200);
    expect((await admin.goto(`/operations/${id}`))?.status()).toBe(200);
    expect((await bob.goto(`/operations/${id}`))?.status()).toBe(404);
    const text = await bob.getByRole("main").textContent();
    expect((await bob.goto(`/operations/${randomUUID()}`))?.status()).toBe(404);
    expect(await bob.getByRole("main").textContent()).toBe(text);
    expect((await bob.goto("/operations/not-an-id"))?.status()).toBe(404);
  });

  for (const path of ["/admin/sync", "/admin", "/admin/any/thing"]) {
    test(`${path} answers a member with 403 and a page of ours`, async ({ alice }) => {
      const response = await alice.goto(path);
      expect(response?.status()).toBe(403);
      await expect(alice.getByRole("main").getByRole("heading")).toHaveText(
        "This page is for administrators",
      );
      await expect(alice.getByRole("button", { name: "Sync now" })).toHaveCount(0);
    });
  }

  test("an administrator's address that nobody has is a 404", async ({ admin }) => {
    expect((await admin.goto("/admin/any/thing"))?.status()).toBe(404);
  });

  test("the pages for errors aren't to be had by their address", async ({ alice }) => {
    const response = await alice.goto("/refused/500?reference=Call%20this%20number");
    expect(response?.status()).toBe(404);
    await expect(alice.getByRole("main")).not.toContainText("number");
  });

  test("browsers that ask for an icon at its old address get one", async ({ visitor }) => {
    const response = await visitor.request.get("/favicon.ico");
    expect(response.status()).toBe(200);
    expect(response.headers()["content-type"]).toContain("image/");
  });

  test("an address that nobody has is a 404 of ours", async ({ alice }) => {
    const response = await alice.goto("/no-such-page");
    expect(response?.status()).toBe(404);
    await expect(alice.getByRole("main").getByRole("heading")).toHaveCount(1);
  });

  for (const path of ["/wikis", "/wikis/new", "/admin/sync"]) {
    test(`${path} asks somebody who isn't signed in to sign in`, async ({ visitor }) => {
      await visitor.goto(path);
      await expect(visitor.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
      await expect(visitor.getByRole("button", { name: "Sign out" })).toHaveCount(0);
    });
  }

  test("a delete workflow for somebody else's wiki ends with the seed's sentence on permission", async ({
    alice,
    bob: _,
    wikis,
    access,
  }) => {
    const domain = await wikis.create("alice");
    expect(await access.deleteWiki("bob", domain)).toEqual({
      success: false,
      errorMessage: "You don't have permission to perform this action.",
    });
    await alice.goto("/wikis");
    await expect(alice.getByRole("link", { name: domain, exact: true })).toBeVisible();
  });
});
