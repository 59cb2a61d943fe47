import { database } from "#lib/database/client.ts";
import { isConnectionError } from "#lib/database/errors.ts";
import { DatabaseUnavailableError } from "#lib/database/patiently.ts";
import { soon } from "#lib/database/soon.ts";
import { DATABASE_SILENT } from "../components/failure-text.ts";

/** The console's database doesn't answer: the one failure of a request that people are told about as what it is. */
export class DatabaseSilentError extends Error {
  override name = "DatabaseSilentError";
  override message = "The console's database doesn't answer.";
  /** Next hands it on to the browser as it is, in place of one of its own. */
  readonly digest = DATABASE_SILENT;
}

/** Throws what a lookup threw, as a DatabaseSilentError when the database didn't answer it. */
export function nameSilence(error: unknown): never {
  throw isSilence(error) ? new DatabaseSilentError(undefined, { cause: error }) : error;
}

/** Whether it is so now, within 1.2 s: an error's page is made by a request of its own. */
export function isDatabaseSilent(): Promise<boolean> {
  return soon(database().$queryRaw`select 1`).then(() => false, isSilence);
}

function isSilence(error: unknown): boolean {
  return error instanceof DatabaseUnavailableError || isConnectionError(error);
}
