/** Sets and lifts holds for the command line. */
import { isCanonical } from "#lib/domain-names.ts";
import { liftHold, setHold } from "#lib/holds.ts";
import { StartError } from "#lib/process/start-error.ts";

/** @throws StartError when there is no such wiki, or no reason */
export async function holdWiki(typed: string, typedReason: string): Promise<void> {
  const domain = nameOf(typed);
  const reason = typedReason.trim();
  if (reason === "") throw new StartError("Say why: the wiki's owner reads the reason.");
  const result = await setHold(null, domain, reason);
  if (result !== "set") {
    throw new StartError(`The console knows no wiki ${domain}. Type its whole name, as its page shows it.`);
  }
  console.log(`${domain} is on hold.`);
}

/** @throws StartError when the wiki isn't on hold */
export async function releaseWiki(typed: string): Promise<void> {
  const domain = nameOf(typed);
  if ((await liftHold(null, domain)) !== "lifted") throw new StartError(`${domain} isn't on hold.`);
  console.log(`${domain} isn't on hold any more.`);
}

function nameOf(typed: string): string {
  const domain = typed.trim().toLowerCase();
  if (!isCanonical(domain)) {
    throw new StartError(`${JSON.stringify(typed)} isn't a wiki's whole name, such as garden.example.org.`);
  }
  return domain;
}
