import type { Command } from "commander";
import { requireDefaultUser } from "#lib/config.ts";
import { devOption, withConfig } from "../config-options.ts";
import { requireServices } from "../require-services.ts";

export function registerWorker(program: Command): void {
  const command = program.command("worker").description("Run one worker").addOption(devOption());
  withConfig(command, async (config) => {
    if (config.fedwikiSyncEnabled) requireDefaultUser(config);
    requireServices(config, "worker", ["databaseUrl", "temporalAddress", "fedwikiFarmUrl"]);
    const { runWorker } = await import("#worker/main.ts");
    await runWorker({ fromSources: command.getOptionValue("dev") === true });
  });
}
