import { expect, test } from "vitest";
import { DatabaseUnavailableError } from "./patiently.ts";
import { soon } from "./soon.ts";

test("what is known in time is handed on, as is what went wrong", async () => {
  expect(await soon(Promise.resolve("alice"))).toBe("alice");
  await expect(soon(Promise.reject(new Error("no such table")))).rejects.toThrow("no such table");
});

test("a lookup that hangs is given up soon, the next ones sooner, until one is answered", async () => {
  const hanging = Promise.withResolvers<string>();
  const tookMs = async (lookup: Promise<string>) => {
    const startedAt = performance.now();
    await expect(soon(lookup)).rejects.toThrow(DatabaseUnavailableError);
    return performance.now() - startedAt;
  };
  expect(await tookMs(hanging.promise)).toBeGreaterThan(1_000);
  expect(await tookMs(hanging.promise)).toBeLessThan(1_400);
  hanging.resolve("alice");
  expect(await soon(hanging.promise)).toBe("alice");
  expect(await tookMs(new Promise(() => undefined))).toBeGreaterThan(1_000);
});
