import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Operation } from "#lib/generated/prisma/client.ts";
import { expectAgreement } from "../agreement.ts";
import type { Lane } from "../lane.ts";
import { startOperation, startSync } from "../operations.ts";
import type { Scene } from "./scenes.ts";

export interface History {
  /** As the operation had ended when its worker was killed: what it told was true then. */
  endedBefore: Operation | undefined;
  /** Somebody changed the farm behind the console's back. */
  isChanged: boolean;
}

/** Everything that must hold when all has settled, whatever was killed and when. */
export async function checkAfterwards(lane: Lane, scene: Scene, history: History): Promise<void> {
  await expectNothingHangs(lane);
  const told = await lastOperation(lane, scene);
  expect(told.state, told.message ?? "").toMatch(/^(done|refused)$/);
  // A killed worker alone is no reason to refuse.
  if (!history.isChanged) expect(told.state, told.message ?? "").toBe("done");
  if (told.state === "refused") expect(told.message).toMatch(/\w{3}/);
  if (history.endedBefore === undefined) {
    // Whoever is told so finds it so, unless somebody changed it since.
    await expectTrue(lane, scene, told);
  } else {
    // Whatever is repeated of it then: what was told stands.
    const { id, state, outcome, message } = history.endedBefore;
    expect(told).toMatchObject({ id, state, outcome, message });
  }

  if (history.isChanged) {
    const sync = await (await startSync(lane, scene.member.id)).ended();
    expect(sync.state, sync.message ?? "").toBe("done");
  }
  for (const domain of scene.domains) await expectAgreement(lane, domain, scene.member);
  await expectQuotaRight(lane, scene);
}

/** What counts against the quota is what the member has: as many as they may have, and one more is refused. */
async function expectQuotaRight(lane: Lane, { member, domains }: Scene): Promise<void> {
  const { database, byHand } = lane;
  const looks = await Promise.all(domains.map((domain) => byHand.look(domain)));
  const quota = looks.filter(({ status }) => status === "active" || status === "readonly").length;
  expect(await database.site.count({ where: { ownerId: member.id } })).toBe(quota);
  await database.user.update({ where: { id: member.id }, data: { quota } });
  const oneMore = { kind: "create", member, domain: `more-${randomUUID().slice(0, 8)}.localhost` } as const;
  const { outcome } = await (await startOperation(lane, oneMore)).ended();
  // Without any wiki they may archive none either.
  expect(outcome).toMatch(/^(quotaExceeded|tooManyArchived)$/);
}

function lastOperation({ database }: Lane, { kind, member, domain }: Scene): Promise<Operation> {
  const where = kind === "sync" ? { kind } : { kind, domain, userId: member.id };
  return database.operation.findFirstOrThrow({ where, orderBy: { createdAt: "desc" } });
}

/** No operation goes on, and no wiki is held by one. */
async function expectNothingHangs({ database }: Lane): Promise<void> {
  expect(await database.operation.findMany({ where: { endedAt: null } })).toEqual([]);
  const isHeld = [
    { operationId: { not: null } },
    { state: { in: ["creating" as const, "deleting" as const, "restoring" as const] } },
  ];
  expect(await database.site.findMany({ where: { OR: isHeld } })).toEqual([]);
}

async function expectTrue({ database, byHand }: Lane, scene: Scene, told: Operation): Promise<void> {
  const { kind, domain, member } = scene;
  if (kind === "sync") {
    const runs = await database.syncRun.findMany({ where: { runId: told.runId ?? "" } });
    expect(runs).toMatchObject([{ success: told.state === "done" }]);
    return;
  }
  const row = await database.site.findUnique({ where: { domain } });
  const isMine = row?.ownerId === member.id;
  const shouldBeMine = kind === "delete" ? told.state !== "done" : told.state === "done";
  expect(isMine, `${kind} ${told.state} ${told.outcome}`).toBe(shouldBeMine);
  const { status } = await byHand.look(domain);
  if (told.state === "done")
    expect(status).toMatch(kind === "delete" ? /archived|absent/ : /active|readonly/);
}
