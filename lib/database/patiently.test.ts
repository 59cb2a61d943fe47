import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DatabaseUnavailableError, patiently } from "./patiently.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a try that doesn't answer is left after 25 s, inside the 30 s of its attempt", async () => {
  const ended = vi.fn();
  const answer = patiently(() => new Promise<never>(() => undefined)).catch(ended);
  await vi.advanceTimersByTimeAsync(24_999);
  expect(ended).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await answer;
  expect(ended).toHaveBeenCalledWith(expect.any(DatabaseUnavailableError));
});

test("what was done in time leaves no timer behind", async () => {
  expect(await patiently(async () => "done")).toBe("done");
  expect(vi.getTimerCount()).toBe(0);
});
