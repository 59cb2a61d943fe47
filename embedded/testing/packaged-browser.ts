import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";
import { hostEnvironment } from "#lib/config.ts";
import { fillOnce } from "../fill-once.ts";

const unpacking = fileURLToPath(new URL("./unpack-browser.ts", import.meta.url));
const manifest = z.object({ version: z.string() });

/**
 * The browser that npm installed with us, unpacked into the project's cache folder, whole or not at all. The package
 * itself takes whatever lies under its name in the temporary folder, half written or another version's.
 * Undefined on other systems than the one it is for; it needs some of that one's libraries besides.
 */
export async function packagedBrowser(cacheDir: string): Promise<string | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const folder = join(cacheDir, `chromium-${packageVersion()}`);
  return fillOnce({ folder, executable: "chromium", tell: (line) => console.error(line) }, async (into) => {
    await promisify(execFile)(process.execPath, [unpacking], {
      env: { ...hostEnvironment(), TMPDIR: into },
    });
  });
}

function packageVersion(): string {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  return manifest.parse(JSON.parse(readFileSync(join(entry, "../../../package.json"), "utf8"))).version;
}
