import { homedir } from "node:os";
import { join } from "node:path";
import { hostEnvironment } from "#lib/config.ts";

/** The project's folder in the user's cache, shared by all clones. */
export function cacheFolder(): string {
  return join(hostEnvironment().XDG_CACHE_HOME || join(homedir(), ".cache"), "member-console");
}
