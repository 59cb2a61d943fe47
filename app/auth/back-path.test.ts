import { describe, expect, it } from "vitest";
import { backPath, signInPath } from "./back-path.ts";

const baseUrl = "https://console.example.org";

describe("backPath", () => {
  it.each([
    ["/wikis/notes.example.org", "/wikis/notes.example.org"],
    ["/admin/sync?done=pause", "/admin/sync?done=pause"],
    [`${baseUrl}/wikis/new`, "/wikis/new"],
    ["/wikis/../admin/sync", "/admin/sync"],
  ])("goes back to %s", (asked, path) => {
    expect(backPath(asked, baseUrl)).toBe(path);
  });

  it.each([
    "//evil.example.org/wikis",
    "/\\evil.example.org",
    "/\t/evil.example.org",
    "/.//evil.example.org",
    "https://evil.example.org/wikis",
    `${baseUrl}.evil.example.org/wikis`,
    `${baseUrl}@evil.example.org/`,
    "javascript:alert(1)",
    "wikis",
    "",
    undefined,
    ["/wikis/new"],
  ])("sends nobody to %j", (asked) => {
    expect(backPath(asked, baseUrl)).toBe("/wikis");
  });

  it.each(["/", "/?back=%2Fadmin", "/api/auth/signout", "/sign-in-error?error=Callback", "/refused/404"])(
    "takes %s for no page that one came from",
    (asked) => {
      expect(backPath(asked, baseUrl)).toBe("/wikis");
    },
  );
});

it("the start page keeps the page that was asked for, with its query", () => {
  const { searchParams } = new URL(signInPath("/wikis?a=1&b=2"), baseUrl);
  expect(backPath(searchParams.get("back"), baseUrl)).toBe("/wikis?a=1&b=2");
});
