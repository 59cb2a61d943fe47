import pg from "pg";
import type { Config } from "#lib/config.ts";

/**
 * With the embedded provider and no people yet, its administrator becomes user 1, so that the sync's default user is
 * there before anybody has signed in.
 */
export async function seedPeople(config: Config): Promise<void> {
  if (!config.embeddedServices.includes("oidc") || (await hasPeople(config))) return;
  const [{ people }, { addUser }, { closeDatabase }] = await Promise.all([
    import("#embedded/oidc/people.ts"),
    import("../users.ts"),
    import("#lib/database/client.ts"),
  ]);
  const admin = people.find(({ isAdministrator }) => isAdministrator);
  if (admin === undefined) throw new Error("The embedded provider has no administrator");
  const { sub, name, username, email } = admin;
  try {
    await addUser(config, { sub, name, username, email, admin: true });
  } finally {
    await closeDatabase();
  }
}

/** Without loading the database client, which takes longer than all else of a start that finds its people. */
async function hasPeople({ databaseUrl }: Config): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ found: boolean }>("SELECT EXISTS (SELECT FROM users) AS found");
    return rows[0]?.found === true;
  } finally {
    await client.end();
  }
}
