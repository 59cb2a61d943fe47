import type { Command } from "commander";
import { devOption, withConfig } from "../config-options.ts";
import { requireServices } from "../require-services.ts";
import { untilToldToStop } from "../until-told-to-stop.ts";

export function registerWeb(program: Command): void {
  const command = program.command("web").description("Run one web server").addOption(devOption());
  withConfig(command, async (config) => {
    requireServices(config, "web", [
      "databaseUrl",
      "temporalAddress",
      "oidcIssuerUrl",
      "fedwikiFarmUrl",
      "sessionSecret",
    ]);
    const { startWeb } = await import("../web/server.ts");
    const web = await startWeb(config, { dev: command.getOptionValue("dev") === true });
    await untilToldToStop();
    await web.stop();
  });
}
