import { randomUUID } from "node:crypto";
import type { ArchivedSite, User } from "#lib/generated/prisma/client.ts";
import { activitiesOf } from "./run-activity.ts";
import { createInput, freshDomain, type Services, SUPPORT_URL } from "./world.ts";

/** Deletes, restores and the wikis for them, one attempt of an activity each, for tests of activities. */
export function archiving(services: () => Services) {
  const run = (workflowId = randomUUID(), attempt = 1) => activitiesOf(services(), workflowId, attempt);
  const input = (user: User, domain: string) => ({ userId: user.id, domain, supportUrl: SUPPORT_URL });

  /** A wiki of this member's. */
  async function wiki(owner: User): Promise<string> {
    const wanted = createInput(owner, freshDomain());
    const creation = run();
    await creation.checkQuota(wanted);
    const { outcome } = await creation.create(wanted);
    if (outcome !== "created") throw new Error(`the wiki wasn't made: ${outcome}`);
    return wanted.domain;
  }

  /** One that they have deleted, or somebody else has. */
  async function deletedWiki(owner: User, by = owner): Promise<string> {
    const domain = await wiki(owner);
    const { outcome } = await run().delete(input(by, domain));
    if (outcome !== "deleted") throw new Error(`the wiki wasn't deleted: ${outcome}`);
    return domain;
  }

  /** An archived row of theirs as a sync makes it, without a site on the farm. */
  function archivedRow(owner: User, changes: Partial<ArchivedSite> = {}): Promise<ArchivedSite> {
    const row = {
      domain: freshDomain(),
      ownerId: owner.id,
      ownerSource: "farm",
      stateBefore: "active",
    } as const;
    return services().database.archivedSite.create({ data: { ...row, ...changes } });
  }

  return {
    run,
    input,
    wiki,
    deletedWiki,
    archivedRow,
    delete: (user: User, domain: string) => run().delete(input(user, domain)),
    restore: (user: User, domain: string) => run().restore(input(user, domain)),
    siteOf: (domain: string) => services().database.site.findUnique({ where: { domain } }),
    archivedOf: (domain: string) => services().database.archivedSite.findUnique({ where: { domain } }),
    onFarm: (domain: string) => services().dependencies.farm.get(domain),
  };
}
