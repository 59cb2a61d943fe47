/** For development: what Next and the worker import but isn't in the repository. */
import { reportFailure } from "../report-failure.ts";
import { generate } from "./build.ts";
import { step } from "./step.ts";

try {
  await step("Generating the database client", generate);
} catch (error) {
  process.exitCode = reportFailure(error);
}
