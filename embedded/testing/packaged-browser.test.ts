import { execFileSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { packagedBrowser } from "./packaged-browser.ts";
import { type ScratchFolder, scratchFolder } from "./scratch-folder.ts";

let scratch: ScratchFolder;
beforeEach(() => {
  scratch = scratchFolder();
  vi.stubEnv("TMPDIR", scratch.path);
});
afterEach(() => {
  vi.unstubAllEnvs();
  scratch.remove();
});

const isForThisSystem = process.platform === "linux" && process.arch === "x64";

test("a browser half unpacked in the temporary folder isn't taken; two that need one at once get a whole one", async () => {
  writeFileSync(join(scratch.path, "chromium"), "", { mode: 0o700 });
  const cacheDir = join(scratch.path, "cache");
  const [first, second] = await Promise.all([packagedBrowser(cacheDir), packagedBrowser(cacheDir)]);
  if (!isForThisSystem) {
    expect([first, second]).toEqual([undefined, undefined]);
    return;
  }
  expect(first).toMatch(/cache\/chromium-[\d.]+\/chromium$/);
  expect(second).toBe(first);
  expect(readdirSync(cacheDir)).toHaveLength(1);
  expect(readdirSync(scratch.path).sort()).toEqual(["cache", "chromium"]);
  expect(execFileSync(first ?? "", ["--version"], { encoding: "utf8" })).toContain("Chromium");
});
