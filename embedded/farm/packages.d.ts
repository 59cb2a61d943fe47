/** What we use of packages that bring no types. */
declare module "fedwiki/farm.js" {
  import type { Server } from "node:http";

  /** Starts a farm with the options that the wiki's command line takes; returns its listening server. */
  export function farm(options: Record<string, unknown>): Server;
}
