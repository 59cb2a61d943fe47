import { randomUUID } from "node:crypto";
import { WorkflowFailedError } from "@temporalio/client";
import { type StartedKind, workflowId, workflowNames } from "#lib/contracts/workflows.ts";
import { type Operation, Prisma, type User } from "#lib/generated/prisma/client.ts";
import type { Lane } from "./lane.ts";

/** Somebody's request, on its way. */
export interface Started {
  id: string;
  workflowId: string;
  /** Its row, once its workflow and it have ended. */
  ended(): Promise<Operation>;
}

/** What a form asks for. */
export type Wish =
  | { kind: "create"; member: User; domain: string }
  | { kind: "delete"; member: User; domain: string }
  | { kind: "restore"; member: User; domain: string };

const DEADLINE_MS = 300_000;

/** As the console does it: the operation's row, with what the form named, then the workflow of its id. */
export async function startOperation(lane: Lane, wish: Wish): Promise<Started> {
  const { kind, member, domain } = wish;
  const id = randomUUID();
  await lane.database.operation.create({
    data: {
      id,
      kind,
      domain,
      userId: member.id,
      subject: member.ownerClaim,
      workflowId: workflowId(kind, id),
      deadline: new Date(Date.now() + DEADLINE_MS),
      ...(await target(lane, wish)),
    },
  });
  return startWorkflow(lane, id, kind, {
    userId: member.id,
    domain,
    supportUrl: lane.config.supportUrl,
    ...(kind === "create" && {
      ownerName: member.name,
      ownerId: member.ownerClaim,
      isCustomDomain: false,
    }),
  });
}

/** As an administrator asks what a sync would change. */
export async function startPreview(lane: Lane, { id: userId, ownerClaim }: User, defaultUserId: number) {
  const id = randomUUID();
  const deadline = new Date(Date.now() + DEADLINE_MS);
  await lane.database.operation.create({
    data: {
      id,
      kind: "preview",
      userId,
      subject: ownerClaim,
      workflowId: workflowId("preview", id),
      deadline,
    },
  });
  return startWorkflow(lane, id, "preview", { defaultUserId, supportUrl: lane.config.supportUrl });
}

/** The row that the form was about. */
async function target({ database }: Lane, { kind, domain }: Wish) {
  if (kind === "delete")
    return { siteId: (await database.site.findUnique({ where: { domain } }))?.id ?? null };
  if (kind === "restore") {
    return { archivedSiteId: (await database.archivedSite.findUnique({ where: { domain } }))?.id ?? null };
  }
  return {};
}

/**
 * As the schedule does it when somebody asked for a sync.
 * @param appliesRunId a refused run whose removals it is to apply
 */
export async function startSync(lane: Lane, defaultUserId: number, appliesRunId?: string): Promise<Started> {
  const call =
    appliesRunId === undefined
      ? Prisma.sql`open_sync('command', null, ${DEADLINE_MS}::int)`
      : Prisma.sql`open_applying_sync('command', null, ${DEADLINE_MS}::int, ${appliesRunId})`;
  const [row] = await lane.database.$queryRaw<{ id: string | null }[]>`select ${call}::text as id`;
  if (row?.id == null) throw new Error("the sync can't be asked for");
  return startWorkflow(lane, row.id, "sync", { defaultUserId });
}

async function startWorkflow(
  { client, config, database }: Lane,
  id: string,
  kind: StartedKind | "sync",
  input: object,
): Promise<Started> {
  const handle = await client.workflow.start(workflowNames[kind], {
    taskQueue: config.temporalTaskQueue,
    workflowId: `${kind}-${id}`,
    args: [input],
  });
  return {
    id,
    workflowId: handle.workflowId,
    async ended() {
      // A failed workflow has told its reason to the row.
      await handle.result().catch((error: unknown) => {
        if (!(error instanceof WorkflowFailedError)) throw error;
      });
      return database.operation.findUniqueOrThrow({ where: { id } });
    },
  };
}
