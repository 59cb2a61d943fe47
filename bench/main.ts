import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { chromium } from "@playwright/test";
import { freePortBlock } from "#embedded/testing/ports.ts";
import { scratchFolder } from "#embedded/testing/scratch-folder.ts";
import { hostEnvironment } from "#lib/config.ts";
import { browserLaunchOptions } from "../e2e/browser.ts";
import { signedInState } from "../e2e/sign-in.ts";
import { StackAccess } from "../e2e/stack/access.ts";
import { startStack } from "../e2e/stack/start.ts";
import { startBare } from "./bare/start-bare.ts";
import { measureCreateAndDelete } from "./create-and-delete.ts";
import { pagesPerSite } from "./lay-sites.ts";
import { measurePageJavaScript } from "./page-javascript.ts";
import { measureScale } from "./scale/measure-scale.ts";
import { measureSync } from "./sync.ts";
import { printTable } from "./table.ts";

const resultsFile = new URL("./results.json", import.meta.url);

/** Quota and pace are made so large that they stop nobody. */
const flags = ["--fedwiki-site-quota=100000", "--fedwiki-creates-per-hour=100000"];

/** By npm, so that the time from its start is measured. */
const command = ["npm", "start", "--"];

const scratch = scratchFolder();
const dataDir = scratch.path;
try {
  const port = await freePortBlock();
  const first = await startStack({ port, dataDir, flags, command });
  await first.stop();
  const scale = await measureScale([1_000, 10_000, 100_000], 100);
  const running = await startStack({ port, dataDir, flags, command });
  const access = new StackAccess(running.stack);
  const bare = await startBare(running.stack, await access.temporal(), hostEnvironment());
  const browser = await chromium.launch(await browserLaunchOptions());
  try {
    // The console knows a person from their first sign-in on.
    await signedInState(browser, running.stack, "alice");
    const createAndDelete = await measureCreateAndDelete(access, bare);
    const domain = `bench-page.${running.stack.siteDomain}`;
    await access.createWiki("alice", domain);
    const waiting = await access.waitingCreate("alice", `bench-waiting.${running.stack.siteDomain}`);
    const pages = await measurePageJavaScript(browser, running.stack, [
      { name: "/", path: "/", as: "nobody" },
      { name: "/wikis", path: "/wikis", as: "alice" },
      { name: "/wikis/new", path: "/wikis/new", as: "alice" },
      { name: "/wikis/DOMAIN", path: `/wikis/${domain}`, as: "alice" },
      { name: "/wikis/DOMAIN/delete", path: `/wikis/${domain}/delete`, as: "alice" },
      { name: "/operations/ID", path: `/operations/${waiting}`, as: "alice" },
      { name: "/admin/sync", path: "/admin/sync", as: "admin" },
    ]);
    const sync = await measureSync(access, [1_000, 10_000]);
    const results = {
      at: new Date().toISOString(),
      cores: cpus().length,
      node: process.version,
      pagesPerSite,
      createAndDelete,
      sync,
      scale,
      pageJavaScriptGzipBytes: pages,
      readyAfterMs: { firstStart: first.readyAfterMs, secondStart: running.readyAfterMs },
    };
    writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
    printTable(results);
  } finally {
    await browser.close();
    await bare.stop();
    await access.close();
    await running.stop();
  }
} finally {
  scratch.remove();
}
