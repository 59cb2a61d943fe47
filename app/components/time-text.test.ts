import { describe, expect, it } from "vitest";
import { absoluteTime, durationText, intervalText, relativeTime } from "./time-text.ts";

const now = new Date("2026-11-23T14:05:00Z");
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);

it("names its zone, whatever the server's is", () => {
  expect(absoluteTime(now)).toBe("23 Nov 2026, 14:05 UTC");
});

describe("relativeTime", () => {
  it.each([
    [-1, "just now"],
    [-59, "just now"],
    [30, "in a moment"],
    [-60, "1 minute ago"],
    [-3_599, "59 minutes ago"],
    [-3_600, "1 hour ago"],
    [7_200, "in 2 hours"],
    [-86_400, "yesterday"],
    [-200_000, "2 days ago"],
  ])("%i s from now is %s", (seconds, text) => {
    expect(relativeTime(after(seconds), now)).toBe(text);
  });
});

describe("durationText", () => {
  it.each([
    [0, "0 ms"],
    [999, "999 ms"],
    [1_000, "1 s"],
    [3_249, "3.2 s"],
    [59_949, "59.9 s"],
    [59_950, "1 min 0 s"],
    [125_000, "2 min 5 s"],
  ])("%i ms is %s", (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});

describe("intervalText", () => {
  it.each([
    [1_000, "1 second"],
    [90_000, "1 minute 30 seconds"],
    [1_800_000, "30 minutes"],
    [3_600_000, "1 hour"],
    [90_000_000, "1 day 1 hour"],
  ])("%i ms is %s", (ms, text) => {
    expect(intervalText(ms)).toBe(text);
  });
});
