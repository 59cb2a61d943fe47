import { expect, it } from "vitest";
import { authCookies, sessionCookieName } from "./cookies.ts";

it("two consoles on loopback have different cookies, since cookies ignore ports", () => {
  const names = (baseUrl: string) => Object.values(authCookies(baseUrl)).map(({ name }) => name);
  const first = names("http://localhost:3000");
  const second = names("http://localhost:3100");
  expect(new Set([...first, ...second]).size).toBe(12);
});

it("cookies of a console on https are bound to its host and never sent in the clear", () => {
  for (const { name, options } of Object.values(authCookies("https://console.example.org"))) {
    expect(name).toMatch(/^__Host-/);
    expect(options).toMatchObject({ secure: true, httpOnly: true, path: "/", sameSite: "lax" });
  }
});

it("the session has a cookie on http and https", () => {
  expect(sessionCookieName("http://localhost:3000")).toContain("3000");
  expect(sessionCookieName("https://console.example.org")).toMatch(/^__Host-/);
});
