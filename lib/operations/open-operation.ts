import { getConfig } from "#lib/config.ts";
import { type StartedKind, workflowId } from "#lib/contracts/workflows.ts";
import { database } from "#lib/database/client.ts";
import type { Operation } from "#lib/generated/prisma/client.ts";
import { UUID } from "./uuid.ts";
import { type StartableOperation, withAsker } from "./workflow-input.ts";

export interface OperationRequest {
  /** The UUID that the form carried. */
  id: string;
  kind: StartedKind;
  /** Who asks. */
  userId: number;
  /** The member's owner claim. */
  subject: string;
  /** Canonical; a preview is about no single one. */
  domain?: string;
  /** The row that the form was about; a create has none. */
  siteId?: number;
  /** The deleted wiki that the form was about; a restore's alone. */
  archivedSiteId?: number;
}

export type OpenedOperation =
  | { ok: true; operation: Operation & StartableOperation }
  | { ok: false; code: OperationRefusal };

/** `malformed`: no UUID. `notYours`: the id belongs to another person's request, or to another one of this person. */
export type OperationRefusal = "malformed" | "notYours";

/**
 * Writes the operation that a form asks for, or finds the one that the same form asked for before.
 * Safe to repeat: a double click, a resubmit and the back button meet the same row.
 */
export async function openOperation(request: OperationRequest): Promise<OpenedOperation> {
  if (!UUID.test(request.id)) return { ok: false, code: "malformed" };
  await insertOnce(request);
  const { id, kind } = request;
  const operation = await database().operation.findUnique({ where: { id }, include: withAsker });
  return operation !== null && isSameRequest(operation, request)
    ? { ok: true, operation: { ...operation, kind } }
    : { ok: false, code: "notYours" };
}

/**
 * In SQL, since the deadline is counted by the database's clock. Any conflict is one: of two submits at once, the
 * second may meet the first at the id or at the workflow's id.
 */
function insertOnce(request: OperationRequest): Promise<number> {
  const { id, kind, userId, subject, domain = null, siteId = null, archivedSiteId = null } = request;
  const waitMs = getConfig().operationWaitMs;
  return database().$executeRaw`
    insert into operation (id, kind, user_id, subject, domain, site_id, archived_site_id, workflow_id, deadline)
    values (${id}::uuid, ${kind}::operation_kind, ${userId}, ${subject}, ${domain}, ${siteId}::int,
      ${archivedSiteId}::int, ${workflowId(kind, id.toLowerCase())},
      clock_timestamp() + ${waitMs}::double precision * interval '1 ms')
    on conflict do nothing`;
}

/** A create gets its site's id later, so that is compared only where the form named one. */
function isSameRequest(operation: Operation, request: OperationRequest): boolean {
  return (
    operation.userId === request.userId &&
    operation.kind === request.kind &&
    operation.domain === (request.domain ?? null) &&
    operation.archivedSiteId === (request.archivedSiteId ?? null) &&
    (request.siteId === undefined || operation.siteId === request.siteId)
  );
}
