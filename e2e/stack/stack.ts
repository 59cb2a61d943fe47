import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** The embedded provider's people. */
export type Person = "alice" | "bob" | "admin";

const stackSchema = z.object({
  baseUrl: z.string(),
  databaseUrl: z.string(),
  temporalAddress: z.string(),
  namespace: z.string(),
  taskQueue: z.string(),
  /** The farm's admin site. */
  farmUrl: z.string(),
  farmToken: z.string(),
  farmDataDir: z.string(),
  /** Below which members' wikis are made. */
  siteDomain: z.string(),
  /** How a browser reaches a wiki, with `{domain}` in it. */
  siteUrlTemplate: z.string(),
});

/** A running stack and where each part of it is found. */
export type Stack = z.infer<typeof stackSchema>;

export function siteUrl(stack: Stack, domain: string): string {
  return stack.siteUrlTemplate.replace("{domain}", domain);
}

/** The stack that all tests share is handed from the setup to the test processes in this file. */
const fileName = "stack.json";

export function writeStack(folder: string, stack: Stack): void {
  writeFileSync(join(folder, fileName), JSON.stringify(stack), { mode: 0o600 });
}

export function readStack(folder: string): Stack {
  return stackSchema.parse(JSON.parse(readFileSync(join(folder, fileName), "utf8")));
}
