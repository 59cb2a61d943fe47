import { expect, test } from "vitest";
import { assertPortFree } from "#lib/process/ports.ts";
import { freePorts } from "./ports.ts";

test("free ports are different ones, can be listened on, and aren't handed out by the system", async () => {
  const ports = await freePorts(20);
  expect(new Set(ports).size).toBe(20);
  expect(Math.max(...ports)).toBeLessThan(32_768);
  for (const port of ports) await assertPortFree(port, "test", "do nothing");
});
