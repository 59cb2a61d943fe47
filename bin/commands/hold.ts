import type { Command } from "commander";
import type { Config } from "#lib/config.ts";
import { withServices } from "../config-options.ts";
import { requireServices } from "../require-services.ts";

export function registerHold(program: Command): void {
  const hold = program.command("hold").description("Keep a wiki's owner from changing it in the console");
  const set = hold
    .command("set")
    .description("Put a wiki on hold, or give its hold another reason")
    .argument("<domain>", "The wiki's whole name; a deleted one counts")
    .argument("<reason>", "Why, for its owner to read");
  withServices(set, (config) =>
    withDatabase(config, "hold set", ({ holdWiki }) => holdWiki(set.args[0] ?? "", set.args[1] ?? "")),
  );

  const lift = hold
    .command("lift")
    .description("Let its owner change it again")
    .argument("<domain>", "The wiki's whole name");
  withServices(lift, (config) =>
    withDatabase(config, "hold lift", ({ releaseWiki }) => releaseWiki(lift.args[0] ?? "")),
  );
}

/** Loaded late: what is generated for the database isn't there before the first build. */
async function withDatabase(
  config: Config,
  command: string,
  use: (holds: typeof import("../hold.ts")) => Promise<void>,
): Promise<void> {
  requireServices(config, command, ["databaseUrl"]);
  const { closeDatabase } = await import("#lib/database/client.ts");
  try {
    await use(await import("../hold.ts"));
  } finally {
    await closeDatabase();
  }
}
