import { database } from "#lib/database/client.ts";
import type { Operation } from "#lib/generated/prisma/client.ts";
import type { Viewer } from "#lib/sites/queries.ts";
import { UUID } from "./uuid.ts";

/** The operation if the viewer asked for it or is an administrator; null as well when there is none. */
export async function visibleOperation(viewer: Viewer, id: string): Promise<Operation | null> {
  const operation = await findOperation(id);
  return operation !== null && (viewer.isAdmin || operation.userId === viewer.id) ? operation : null;
}

/** Text that is no UUID names no operation; PostgreSQL would refuse it with an error. */
async function findOperation(id: string): Promise<Operation | null> {
  if (!UUID.test(id)) return null;
  return database().operation.findUnique({ where: { id } });
}
