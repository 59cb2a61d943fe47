import type { Command } from "commander";
import { requireDefaultUser } from "#lib/config.ts";
import { withConfig } from "../config-options.ts";
import type { Mode } from "../start/children.ts";
import { supervise } from "../start/supervise.ts";

export function registerStart(program: Command): void {
  register(program.command("start"), "Start web and worker, and every service that isn't configured", {
    dev: false,
  });
  register(program.command("dev", { hidden: true }), "The same, for development", { dev: true });
}

function register(command: Command, description: string, mode: Mode): void {
  withConfig(command.description(description), async (config) => {
    if (config.fedwikiSyncEnabled) requireDefaultUser(config);
    const code = await supervise(config, mode);
    // What was only coming up when we were told to stop has nobody who waits for it.
    process.exit(code);
  });
}
