/** Every key of the configuration as a flag of a command. */
import { type Command, Option } from "commander";
import {
  type Config,
  type ConfigKey,
  describeDefault,
  installConfig,
  loadConfig,
  publicKeys,
} from "#lib/config.ts";
import { withRunningServices } from "./running-services.ts";

/** Adds the flags, and runs `action` with the configuration that they, the environment and the file give. */
export function withConfig(command: Command, action: (config: Config) => Promise<void>): Command {
  command.addOption(new Option("--config <path>", "The configuration file (default: mc-config.yaml)"));
  for (const option of publicKeys.flatMap(optionsOf)) command.addOption(option);
  command.addHelpText(
    "after",
    "\nEvery option can also stand in the configuration file, and in the environment as MC_ and its name.",
  );
  return command.action(async () => {
    const config = loadConfig({ flags: flagsOf(command) });
    installConfig(config);
    await action(config);
  });
}

/** As `withConfig`, for commands that can be about a stack which `start` has brought up. */
export function withServices(command: Command, action: (config: Config) => Promise<void>): Command {
  return withConfig(command, async (given) => {
    const config = withRunningServices(given);
    installConfig(config);
    await action(config);
  });
}

/** For `npm run dev`, which starts web and worker with it. */
export function devOption(): Option {
  return new Option("--dev", "Run from the sources").hideHelp();
}

function optionsOf(key: ConfigKey): Option[] {
  const value = key.isSwitch ? "[true|false]" : "<value>";
  const option = new Option(
    `--${key.name} ${value}`,
    `${key.description} (default: ${describeDefault(key)})`,
  );
  return key.secret
    ? [option, new Option(`--${key.name}-file <path>`, `File that holds ${key.name}`)]
    : [option];
}

/** What was given, by the key's name. */
function flagsOf(command: Command): Record<string, string | true> {
  const names = ["config", ...publicKeys.flatMap(({ name }) => [name, `${name}-file`])];
  const flags: Record<string, string | true> = {};
  for (const option of command.options) {
    const name = option.long?.slice(2) ?? "";
    const value: unknown = command.getOptionValue(option.attributeName());
    if (names.includes(name) && (typeof value === "string" || value === true)) flags[name] = value;
  }
  return flags;
}
