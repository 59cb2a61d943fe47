import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { assertPortFree } from "#lib/process/ports.ts";
import { claimBlock } from "./port-block.ts";
import { freePorts } from "./ports.ts";

test("free ports are different ones, can be listened on, and aren't handed out by the system", async () => {
  const ports = await freePorts(20);
  expect(new Set(ports).size).toBe(20);
  expect(Math.max(...ports)).toBeLessThan(32_768);
  for (const port of ports) await assertPortFree(port, "test", "do nothing");
});

test("a block of ports that a process has claimed is nobody else's, here or in another process", async () => {
  const block = await claimBlock();
  expect(await claimBlock(block)).not.toBe(block);
  const program = `
    const { claimBlock } = await import(${JSON.stringify(new URL("./port-block.ts", import.meta.url).href)});
    process.stdout.write(String(await claimBlock(${block})));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program]);
  expect(Number(stdout)).not.toBe(block);
});
