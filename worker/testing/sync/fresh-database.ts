import { openDatabase } from "#lib/database/client.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";

/** A database of its own, with the user that stands in `settings` as the default one. Disconnect it. */
export async function freshDatabase(server: { createDatabase(): Promise<string> }): Promise<PrismaClient> {
  const db = openDatabase(await server.createDatabase());
  await db.user.create({
    data: { issuer: "t", sub: "admin", name: "Admin", username: "admin", ownerClaim: "a" },
  });
  return db;
}
