import { gzipSync } from "node:zlib";
import type { Browser, Response } from "@playwright/test";
import { signedInState } from "../e2e/sign-in.ts";
import type { Person, Stack } from "../e2e/stack/stack.ts";

/** Bytes of JavaScript, gzip, that a page loads, by its path. */
export type PageJavaScript = Record<string, number>;

interface Visit {
  name: string;
  path: string;
  as: Person | "nobody";
}

export async function measurePageJavaScript(
  browser: Browser,
  stack: Stack,
  visits: Visit[],
): Promise<PageJavaScript> {
  const sizes: PageJavaScript = {};
  for (const { name, path, as } of visits) sizes[name] = await scriptBytes(browser, stack, path, as);
  return sizes;
}

/** In a browser of its own, so that nothing comes from a cache. */
async function scriptBytes(browser: Browser, stack: Stack, path: string, as: Visit["as"]): Promise<number> {
  const storageState = as === "nobody" ? undefined : await signedInState(browser, stack, as);
  const context = await browser.newContext({ baseURL: stack.baseUrl, storageState });
  const page = await context.newPage();
  const scripts: Response[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.push(response);
  });
  await page.goto(path, { waitUntil: "networkidle" });
  const bodies = await Promise.all(scripts.map((script) => script.body()));
  await context.close();
  return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
}
