import type { Config } from "#lib/config.ts";
import { database } from "#lib/database/client.ts";
import { StartError } from "#lib/process/start-error.ts";
import { userIssuer } from "#lib/user-issuer.ts";

/**
 * Web and worker refuse a database whose people are another provider's: each of them would be somebody new, without
 * their wikis and with a fresh quota. A worker that isn't told the provider has nothing to compare.
 * @throws StartError naming both issuers, and what the database says when it doesn't answer
 */
export async function assertIssuerKnown(
  config: Pick<Config, "oidcIssuerUrl" | "embeddedServices">,
): Promise<void> {
  if (config.oidcIssuerUrl === undefined) return;
  const issuer = userIssuer(config);
  const other = await database().user.findFirst({
    where: { issuer: { not: issuer } },
    orderBy: { id: "asc" },
  });
  if (other === null) return;
  throw new StartError(
    `The database has users of the issuer ${other.issuer}, and the configuration (oidc-issuer-url) says ${issuer}: set the old one again, or, if it is the same provider at a new address, run member-console issuer rename ${other.issuer} ${issuer}.`,
  );
}

/**
 * Gives the people of one issuer to another, all or none; the audit trail says so.
 * Returns how many there were.
 * @throws StartError when somebody stands under both
 */
export async function renameIssuer(from: string, to: string): Promise<number> {
  const [old, renamed] = [withoutSlash(from), withoutSlash(to)];
  const db = database();
  const twice = await db.$queryRaw<{ sub: string }[]>`
    select sub from users where issuer in (${old}, ${renamed}) group by sub having count(*) > 1 order by sub limit 1`;
  if (twice[0] !== undefined) {
    throw new StartError(
      `${twice[0].sub} is a user of both issuers: nothing was renamed. Whoever signed in at the new one first has a row of their own there.`,
    );
  }
  return db.$transaction(async (transaction) => {
    const people = await transaction.$executeRaw`update users set issuer = ${renamed} where issuer = ${old}`;
    const note = `From ${old} to ${renamed}: ${people} users.`;
    await transaction.auditEvent.create({ data: { action: "issuer-renamed", outcome: "done", note } });
    return people;
  });
}

const withoutSlash = (issuer: string) => issuer.replace(/\/$/, "");
