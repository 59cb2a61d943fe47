import { Writable } from "node:stream";
import pino from "pino";
import { afterEach, expect, it } from "vitest";
import { logRequestError } from "./log-request-error.ts";

afterEach(() => {
  globalThis.memberConsoleLog = undefined;
});

it("an error's line has the page, and neither a sign-in's code nor what was typed", () => {
  let written = "";
  const log = new Writable({
    write(chunk, _encoding, done) {
      written += chunk;
      done();
    },
  });
  globalThis.memberConsoleLog = pino({ base: null }, log);
  const path = "/api/auth/callback/oidc?code=of-the-provider&typed-name=notes#there";
  logRequestError(new Error("no luck"), { method: "GET", path, headers: {} });
  expect(JSON.parse(written)).toMatchObject({ path: "/api/auth/callback/oidc", err: { message: "no luck" } });
  expect(written).not.toMatch(/of-the-provider|typed/);
});
