import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium, type LaunchOptions } from "@playwright/test";
import { packagedBrowser } from "#embedded/testing/packaged-browser.ts";
import { cacheFolder } from "#lib/config.ts";

/** Where distributions put Chromium and Chrome. */
const systemBrowsers = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * Sandboxing needs rights that a container's root doesn't have; QUIC and background requests reach for the
 * network, which a closed machine answers with long time-outs. Nothing leaves the machine: a wiki's pages ask
 * other sites for fonts. By the resolver, since a route through Playwright would switch off the browser's cache.
 */
const flags = [
  "--no-sandbox",
  "--disable-quic",
  "--disable-background-networking",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1",
];

/**
 * How to launch a browser here: the one that npm installed with us, where it runs, else the system's, else Playwright's
 * own. The first is a headless shell, the same on each machine; it takes two thirds of the processor time of a
 * distribution's whole browser (measured with the tests of the pages: 75 s instead of 122 s).
 */
export async function browserLaunchOptions(): Promise<LaunchOptions> {
  return { executablePath: await findBrowser(), args: flags };
}

async function findBrowser(): Promise<string> {
  const candidates = [await packagedBrowser(cacheFolder()), ...systemBrowsers, chromium.executablePath()];
  return candidates.find((path) => path !== undefined && runs(path)) ?? installBrowser();
}

function runs(path: string): boolean {
  try {
    execFileSync(path, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Playwright's own download, where nothing else can be had. */
function installBrowser(): string {
  const cli = join(createRequire(import.meta.url).resolve("@playwright/test/package.json"), "../cli.js");
  execFileSync(process.execPath, [cli, "install", "chromium"], { stdio: "inherit" });
  return chromium.executablePath();
}
