import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fillOnce } from "./fill-once.ts";
import { type ScratchFolder, scratchFolder } from "./testing/scratch-folder.ts";

let scratch: ScratchFolder;
let folder: string;
beforeEach(() => {
  scratch = scratchFolder();
  folder = join(scratch.path, "cache", "tool-v1");
});
afterEach(() => scratch.remove());

const fill = (write: (into: string) => Promise<void>) =>
  fillOnce({ folder, executable: "tool", tell: () => undefined }, write);

test("two that need it at once get the one that the first of them made", async () => {
  let count = 0;
  const write = async (into: string) => {
    count += 1;
    // Nothing is there under its final name before it is whole.
    expect(existsSync(folder)).toBe(false);
    writeFileSync(join(into, "tool"), "");
  };
  const paths = await Promise.all([fill(write), fill(write), fill(write)]);
  expect(new Set(paths)).toEqual(new Set([join(folder, "tool")]));
  expect(count).toBe(1);
});

test("a failure leaves nothing behind and the next try works", async () => {
  await expect(fill(() => Promise.reject(new Error("no network")))).rejects.toThrow("no network");
  expect(readdirSync(join(scratch.path, "cache"))).toEqual([]);
  await fill(async (into) => writeFileSync(join(into, "tool"), ""));
  expect(readdirSync(folder)).toEqual(["tool"]);
});

test("the lock of one that died is taken over, and what it left half is replaced", async () => {
  const { pid } = spawnSync("true");
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}.lock`, String(pid));
  await fill(async (into) => writeFileSync(join(into, "tool"), ""));
  expect(readdirSync(folder)).toEqual(["tool"]);
});
