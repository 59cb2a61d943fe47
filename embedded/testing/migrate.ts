import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { hostEnvironment } from "#lib/config.ts";
import { installFunctions } from "#lib/database/functions.ts";

const root = join(import.meta.dirname, "..", "..");

/** Applies the migrations to a database and the functions to a database as production does it, with `prisma migrate deploy`. */
export async function migrate(databaseUrl: string): Promise<void> {
  const manifest = createRequire(import.meta.url).resolve("prisma/package.json");
  const host = hostEnvironment();
  const env = {
    ...host,
    MC_DATABASE_URL: databaseUrl,
    // The schema engine's stand-in is a script that asks for `node`: the one that we run on.
    PATH: [dirname(process.execPath), host.PATH].join(delimiter),
  };
  const args = [join(dirname(manifest), "build", "index.js"), "migrate", "deploy"];
  await promisify(execFile)(process.execPath, args, { cwd: root, env });
  await installFunctions(databaseUrl);
}
