import type { Command } from "commander";
import { withServices } from "../config-options.ts";
import { requireServices } from "../require-services.ts";

export function registerFarm(program: Command): void {
  const farm = program.command("farm").description("What the console knows of the farm");
  const forget = farm
    .command("forget")
    .description("After a change of who owns the farm's admin site: meet the farm anew");
  withServices(forget, async (config) => {
    requireServices(config, "farm forget", ["databaseUrl"]);
    // Loaded late: what is generated for the database isn't there before the first build.
    const { closeDatabase } = await import("#lib/database/client.ts");
    try {
      const { forgetFarm } = await import("#lib/farm/known-wikis.ts");
      const owner = await forgetFarm();
      console.log(
        owner === null
          ? "The console hasn't met the farm yet."
          : `Forgot that ${owner} owns the farm's admin site. The next contact decides who does.`,
      );
    } finally {
      await closeDatabase();
    }
  });
}
