import type { Config } from "#lib/config.ts";
import type { FarmClient } from "#lib/farm/client.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import type { Logger } from "#lib/log.ts";

/** What activities work with; tests put a proxy before the farm or another database behind it. */
export interface ActivityDependencies {
  database: PrismaClient;
  farm: FarmClient;
  config: Config;
  log: Logger;
}
