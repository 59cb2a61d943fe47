import type { Config } from "#lib/config.ts";
import { closeDatabase, database } from "#lib/database/client.ts";
import { addUser } from "../users.ts";

/**
 * With the embedded provider and no people yet, its administrator becomes user 1, so that the sync's default user is
 * there before anybody has signed in.
 */
export async function seedPeople(config: Config): Promise<void> {
  if (!config.embeddedServices.includes("oidc")) return;
  const { people } = await import("#embedded/oidc/people.ts");
  const admin = people.find(({ isAdministrator }) => isAdministrator);
  try {
    if (admin === undefined || (await database().user.count()) > 0) return;
    const { sub, name, username, email } = admin;
    await addUser(config, { sub, name, username, email, admin: true });
  } finally {
    await closeDatabase();
  }
}
