import type { Command } from "commander";
import { withServices } from "../config-options.ts";
import { migrate } from "../migrate.ts";
import { requireServices } from "../require-services.ts";

export function registerMigrate(program: Command): void {
  const command = program.command("migrate").description("Bring the database to this version's schema");
  withServices(command, async (config) => {
    requireServices(config, "migrate", ["databaseUrl"]);
    const applied = await migrate(config.databaseUrl ?? "");
    for (const name of applied) console.log(`Applied ${name}`);
    if (applied.length === 0) console.log("The database has this version's schema already.");
  });
}
