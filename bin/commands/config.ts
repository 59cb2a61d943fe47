import type { Command } from "commander";
import { describeConfig } from "#lib/config.ts";
import { withConfig } from "../config-options.ts";
import { printColumns } from "../print-columns.ts";

export function registerConfig(program: Command): void {
  const command = program
    .command("config")
    .description("Show every key with the value in force and where it came from; secrets are masked");
  withConfig(command, async (config) => {
    printColumns(describeConfig(config).map(({ name, value, from }) => [name, value, from]));
  });
}
