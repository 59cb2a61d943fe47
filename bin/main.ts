/** The command line. Each command is a file in commands/, loaded when it is the one to run. */
import { Command, CommanderError } from "commander";
import packageJson from "../package.json" with { type: "json" };
import { registerConfig } from "./commands/config.ts";
import { registerMigrate } from "./commands/migrate.ts";
import { registerSchedule } from "./commands/schedule.ts";
import { registerStart } from "./commands/start.ts";
import { registerUsers } from "./commands/users.ts";
import { registerWeb } from "./commands/web.ts";
import { registerWorker } from "./commands/worker.ts";
import { reportFailure } from "./report-failure.ts";

// Whoever read our output has had enough (`| head`); that is no reason to stop a running stack.
process.stdout.on("error", () => undefined);

const program = new Command("member-console")
  .description("Where a co-op's members run their own wikis on a shared FedWiki farm")
  .version(packageJson.version)
  .exitOverride()
  // Commander puts its suggestion on a line of its own.
  .configureOutput({ outputError: (text, write) => write(`member-console: ${oneLine(text)}\n`) });

for (const register of [
  registerStart,
  registerWeb,
  registerWorker,
  registerMigrate,
  registerSchedule,
  registerUsers,
  registerConfig,
]) {
  register(program);
}
giveVersion(program.commands);

try {
  await program.parseAsync();
} catch (error) {
  // Commander has printed its own; the help that was asked for is one of them, with code 0.
  process.exitCode = error instanceof CommanderError ? error.exitCode : reportFailure(error);
}

function giveVersion(commands: readonly Command[]): void {
  for (const command of commands) {
    command.version(packageJson.version);
    giveVersion(command.commands);
  }
}

function oneLine(text: string): string {
  return text
    .replace(/^error: /, "")
    .trim()
    .replaceAll(/\s*\n\s*/g, " ");
}
