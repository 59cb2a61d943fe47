import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { freePortBlock } from "#embedded/testing/ports.ts";
import { scratchFolder } from "#embedded/testing/scratch-folder.ts";
import { browserLaunchOptions } from "../e2e/browser.ts";
import { signIn } from "../e2e/sign-in.ts";
import { StackAccess } from "../e2e/stack/access.ts";
import { startStack } from "../e2e/stack/start.ts";

/** Takes the README's picture anew, from a stack of its own: `node docs/take-screenshot.ts`. */
const picture = fileURLToPath(new URL("./screenshot.png", import.meta.url));
const scratch = scratchFolder();
const dataDir = scratch.path;
const running = await startStack({ port: await freePortBlock(), dataDir });
const access = new StackAccess(running.stack);
const browser = await chromium.launch(await browserLaunchOptions());
try {
  const page = await browser.newPage({
    baseURL: running.stack.baseUrl,
    viewport: { width: 1100, height: 560 },
  });
  await signIn(page, "alice");
  for (const name of ["notes", "garden-plan"]) {
    await access.createWiki("alice", `${name}.${running.stack.siteDomain}`);
  }
  await page.reload();
  await page.screenshot({ path: picture });
} finally {
  await browser.close();
  await access.close();
  await running.stop();
  scratch.remove();
}
