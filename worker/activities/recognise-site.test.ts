import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { FarmMarker } from "#lib/contracts/owner.ts";
import type { User } from "#lib/generated/prisma/client.ts";
import { servicesForFile } from "../testing/for-file.ts";
import { laySite } from "../testing/lay-site.ts";
import { activitiesOf } from "../testing/run-activity.ts";
import { createInput, freshDomain } from "../testing/world.ts";

const services = await servicesForFile();
let alice: User;
let bob: User;
let console: string;
beforeAll(async () => {
  alice = await services.addUser({ quota: 1_000 });
  bob = await services.addUser();
  console = (await services.database.console.findFirstOrThrow()).uuid;
});

const siteOf = (domain: string) => services.database.site.findUnique({ where: { domain } });
const archivedOf = (domain: string) => services.database.archivedSite.findUnique({ where: { domain } });

const markers = ["own", "taken over", "earlier", "former console's", "other console's", "none"] as const;
const statuses = ["active", "readonly", "archived"] as const;
const lastOwners = ["nobody", "the member", "the member, archived by an administrator", "another"] as const;
type Case = {
  marker: (typeof markers)[number];
  status: (typeof statuses)[number];
  lastOwner: (typeof lastOwners)[number];
};

/** Rule 1: the order of the questions that a create asks about a site in its way. */
function expected({ marker, status, lastOwner }: Case): string {
  const isOurs = marker === "own" || marker === "taken over";
  if (isOurs && status !== "archived") return "created";
  if (marker === "other console's") return "alreadyExists";
  if (lastOwner === "the member") return "restoreInstead";
  if (lastOwner === "the member, archived by an administrator") return "archivedByAdministrator";
  if (lastOwner === "another") return "alreadyExists";
  if (isOurs) return "restoreInstead";
  const neverKnown = marker === "none" || marker === "former console's";
  return neverKnown && status !== "archived" ? "created" : "alreadyExists";
}

const cases: Case[] = markers.flatMap((marker) =>
  statuses.flatMap((status) => lastOwners.map((lastOwner) => ({ marker, status, lastOwner }))),
);

test.each(cases.map((each) => ({ ...each, outcome: expected(each) })))(
  "hole 28: marker: $marker, status: $status, last known owner: $lastOwner: $outcome",
  async ({ marker, status, lastOwner, outcome }) => {
    const domain = freshDomain();
    const input = createInput(alice, domain);
    const workflowId = randomUUID();
    const run = activitiesOf(services, workflowId);
    expect(await run.checkQuota(input)).toMatchObject({ outcome: "go" });
    const owner = {
      name: alice.name,
      subject: alice.ownerClaim,
      marker: await markerFor(marker, domain, workflowId),
    };
    await laySite(services.farm, domain, { owner, status });
    await archive(domain, lastOwner);

    expect(await run.create(input)).toMatchObject({ outcome, domain });
    const site = await siteOf(domain);
    if (outcome === "created") {
      const isMade = marker === "own" || marker === "taken over";
      expect(site).toMatchObject({ state: status, ownerId: alice.id, operationId: null });
      expect(site?.ownerSource).toBe(isMade ? "person" : "farm");
      expect(site?.securedAt !== null).toBe(isMade && status === "readonly");
      expect(await archivedOf(domain)).toBeNull();
      return;
    }
    expect(site).toBeNull();
    expect(await services.dependencies.farm.get(domain)).toMatchObject({ status });
    expect((await archivedOf(domain))?.ownerId).toBe(
      outcome === "restoreInstead" ? alice.id : archivedOwner(lastOwner)?.id,
    );
  },
);

async function markerFor(
  marker: Case["marker"],
  domain: string,
  workflowId: string,
): Promise<FarmMarker | undefined> {
  switch (marker) {
    case "own": {
      const { id } = await services.database.operation.findUniqueOrThrow({ where: { workflowId } });
      return { console, operation: id };
    }
    case "taken over":
      return { console, operation: await pastCreate(domain, "unknown") };
    case "earlier":
      return { console, operation: await pastCreate(domain, "created") };
    case "former console's": {
      const uuid = randomUUID();
      await services.database.formerConsole.create({ data: { uuid, namedById: bob.id } });
      return { console: uuid, operation: randomUUID() };
    }
    case "other console's":
      return { console: randomUUID(), operation: randomUUID() };
    case "none":
      return undefined;
    default:
      return marker satisfies never;
  }
}

async function pastCreate(domain: string, outcome: "unknown" | "created"): Promise<string> {
  const state = outcome === "unknown" ? "unknown" : "done";
  const { id } = await services.database.operation.create({
    data: {
      kind: "create",
      userId: alice.id,
      domain,
      state,
      outcome,
      deadline: new Date(),
      endedAt: new Date(),
    },
  });
  return id;
}

function archivedOwner(lastOwner: Case["lastOwner"]): User | undefined {
  if (lastOwner === "nobody") return undefined;
  return lastOwner === "another" ? bob : alice;
}

/** As a sync or a delete does that comes between the reservation and the request. */
async function archive(domain: string, lastOwner: Case["lastOwner"]): Promise<void> {
  const owner = archivedOwner(lastOwner);
  if (owner === undefined) return;
  const archivedById = lastOwner === "the member" ? alice.id : bob.id;
  await services.database.archivedSite.create({
    data: { domain, ownerId: owner.id, ownerSource: "person", stateBefore: "active", archivedById },
  });
}
