import { z } from "zod";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";

/** An operation that hasn't ended, or ended without a known outcome. */
export interface Stranded {
  id: string;
  /** Null: no workflow was ever to carry it out. */
  workflowId: string | null;
  isUnknown: boolean;
  /** Nobody will start its workflow any more. */
  isOverdue: boolean;
}

/** More come with the next sweep: which ones is left to chance, so that none waits for ever. */
const AT_MOST = 500;
/** A workflow begins within milliseconds of its row, and ends within milliseconds of it. */
const YOUNGEST = Prisma.sql`interval '10 seconds'`;

const rows = z.array(
  z.object({
    id: z.guid(),
    workflowId: z.string().nullable(),
    isUnknown: z.boolean(),
    isOverdue: z.boolean(),
  }),
);

/** Operations whose workflow may be gone; the next run of a sync claims those of a run that died. */
export async function strandedOperations(database: PrismaClient): Promise<Stranded[]> {
  return rows.parse(
    await database.$queryRaw`
      select /* sweep */ id, workflow_id as "workflowId", state = 'unknown' as "isUnknown",
        deadline < clock_timestamp() as "isOverdue"
      from operation
      where kind <> 'sync' and state in ('running', 'sent', 'unknown')
        and coalesce(ended_at, created_at) < clock_timestamp() - ${YOUNGEST}
      order by random() limit ${AT_MOST}`,
  );
}
