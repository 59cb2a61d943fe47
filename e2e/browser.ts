import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium, type LaunchOptions } from "@playwright/test";

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
 * network, which a closed machine answers with long time-outs.
 */
const flags = ["--no-sandbox", "--disable-quic", "--disable-background-networking"];

/**
 * How to launch a browser here: the one that npm installed with us, where it runs, else the system's, else Playwright's
 * own. The first is a headless shell, the same on each machine; it takes two thirds of the processor time of a
 * distribution's whole browser (measured with the tests of the pages: 75 s instead of 122 s).
 */
export async function browserLaunchOptions(): Promise<LaunchOptions> {
  return { executablePath: await findBrowser(), args: flags };
}

async function findBrowser(): Promise<string> {
  if (process.platform === "linux" && process.arch === "x64") {
    const packaged = await import("@sparticuz/chromium");
    return packaged.default.executablePath();
  }
  return [...systemBrowsers, chromium.executablePath()].find((path) => existsSync(path)) ?? installBrowser();
}

/** Playwright's own download, where nothing else can be had. */
function installBrowser(): string {
  const cli = join(createRequire(import.meta.url).resolve("@playwright/test/package.json"), "../cli.js");
  execFileSync(process.execPath, [cli, "install", "chromium"], { stdio: "inherit" });
  return chromium.executablePath();
}
