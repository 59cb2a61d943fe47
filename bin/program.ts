import { Command } from "commander";
import packageJson from "../package.json" with { type: "json" };
import { registerConfig } from "./commands/config.ts";
import { registerFarm } from "./commands/farm.ts";
import { registerHold } from "./commands/hold.ts";
import { registerIssuer } from "./commands/issuer.ts";
import { registerMigrate } from "./commands/migrate.ts";
import { registerSchedule } from "./commands/schedule.ts";
import { registerStart } from "./commands/start.ts";
import { registerUsers } from "./commands/users.ts";
import { registerWeb } from "./commands/web.ts";
import { registerWorker } from "./commands/worker.ts";

const register = [
  registerStart,
  registerWeb,
  registerWorker,
  registerMigrate,
  registerSchedule,
  registerUsers,
  registerHold,
  registerFarm,
  registerIssuer,
  registerConfig,
];

/** The command line. Each command is a file in commands/, and loads what it runs when it runs. */
export function createProgram(): Command {
  const program = new Command("member-console")
    .description("Where a co-op's members run their own wikis on a shared FedWiki farm")
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`member-console: ${oneLine(text)}\n`) });
  for (const each of register) each(program);
  giveVersion(program);
  return program;
}

function giveVersion(command: Command): void {
  command.version(packageJson.version);
  for (const each of command.commands) giveVersion(each);
}

/** Commander puts its suggestion on a line of its own. */
function oneLine(text: string): string {
  return text
    .replace(/^error: /, "")
    .trim()
    .replaceAll(/\s*\n\s*/g, " ");
}
