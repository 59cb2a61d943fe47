import { randomUUID } from "node:crypto";
import type { User } from "#lib/generated/prisma/client.ts";
import { activitiesOf } from "./run-activity.ts";
import { leaveUnowned } from "./unowned-site.ts";
import { createInput, freshDomain, type Services } from "./world.ts";

/** The first PATCH is cut for its client, and reaches the farm when the function is called; resolves when it has. */
export function latePatch({ proxy }: Services): () => Promise<void> {
  const gate = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  let patches = 0;
  proxy.disturb(({ method }) => {
    if (method !== "PATCH") return undefined;
    patches += 1;
    return patches === 1 ? { kind: "cutAndDeliver", until: gate.promise } : undefined;
  });
  let isLetGo = false;
  proxy.onMessage(({ direction, text }) => {
    if (isLetGo && direction === "answer" && text.startsWith("PATCH")) arrived.resolve();
    return "pass";
  });
  return () => {
    isLetGo = true;
    gate.resolve();
    return arrived.promise;
  };
}

/** A create that has its reservation, of a name at which the farm runs a site without an owner. */
export async function createOfUnowned(services: Services, member: User) {
  const input = createInput(member, freshDomain());
  const workflowId = randomUUID();
  await activitiesOf(services, workflowId).checkQuota(input);
  await leaveUnowned(services.farm, input.domain);
  return { input, workflowId, domain: input.domain };
}
