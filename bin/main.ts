/** `member-console`: runs one command and ends with its exit code. */
import { CommanderError } from "commander";
import { createProgram } from "./program.ts";
import { reportFailure } from "./report-failure.ts";

// Whoever read our output has had enough (`| head`); that is no reason to stop a running stack.
process.stdout.on("error", () => undefined);

try {
  await createProgram().parseAsync();
} catch (error) {
  // Commander has printed its own; the help that was asked for is one of them, with code 0.
  process.exitCode = error instanceof CommanderError ? error.exitCode : reportFailure(error);
}
