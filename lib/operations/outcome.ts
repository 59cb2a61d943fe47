import { database } from "#lib/database/client.ts";
import type { Operation, OperationState } from "#lib/generated/prisma/client.ts";

/** What the workflow would have answered, from the ledger: it outlives Temporal's retention. */
export interface OperationOutput {
  success: boolean;
  siteId?: number;
  domain?: string;
  errorMessage?: string;
}

const ENDED: ReadonlySet<OperationState> = new Set(["done", "refused", "gaveUp", "unknown"]);

export function isEnded(operation: Pick<Operation, "state">): boolean {
  return ENDED.has(operation.state);
}

/** The recorded outcome of an operation that has ended; undefined while it is going on. */
export async function recordedOutput(operationId: string): Promise<OperationOutput | undefined> {
  const row = await database().operation.findUniqueOrThrow({ where: { id: operationId } });
  return isEnded(row) ? outputOf(row) : undefined;
}

function outputOf(row: Operation): OperationOutput {
  if (row.state === "done") {
    return {
      success: true,
      ...(row.siteId !== null && { siteId: row.siteId }),
      ...(row.domain !== null && { domain: row.domain }),
    };
  }
  return { success: false, ...(row.message !== null && { errorMessage: row.message }) };
}
