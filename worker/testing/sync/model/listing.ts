import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import {
  beginSync,
  confirmListed,
  sealListing,
  sitesToConfirm,
  stageSites,
} from "../../../sync/listing-store.ts";
import { applySync } from "../../../sync/runs.ts";
import { goneSite, type StagedSite, stagedSite } from "../../../sync/staged-site.ts";
import type { ModelFarm } from "./farm.ts";

const settings = { defaultUserId: 1, siteDomains: ["localhost"], adminSite: "localhost", quota: 100 };

/** One sync, step by step, so that anything can happen in between. */
export class ModelSync {
  readonly #runId: string;
  readonly #listingId: number;
  #listed: StagedSite[] | undefined;
  #isSealed = false;

  private constructor(runId: string, listingId: number) {
    this.#runId = runId;
    this.#listingId = listingId;
  }

  static async begin(db: PrismaClient, runId: string): Promise<ModelSync> {
    return new ModelSync(runId, await beginSync(db, { runId, workflowId: "model", attempt: 1 }));
  }

  /** The next step: list, confirm and seal, apply. True when it was the last. */
  async step(db: PrismaClient, farm: ModelFarm): Promise<boolean> {
    if (this.#listed === undefined) {
      this.#listed = farm.list();
      await stageSites(db, this.#listingId, this.#listed);
      return false;
    }
    if (!this.#isSealed) {
      await this.#confirm(db, farm);
      await sealListing(db, this.#listingId, { siteCount: this.#listed.length, farmMs: 1 });
      this.#isSealed = true;
      return false;
    }
    const answer = await applySync(db, { listingId: this.#listingId, runId: this.#runId, ...settings });
    if (answer.outcome !== "recorded") throw new Error(`the listing was ${answer.outcome}`);
    return true;
  }

  /** As confirm-changes.ts does it, of the farm as it is by now. */
  async #confirm(db: PrismaClient, farm: ModelFarm): Promise<void> {
    for (const { domain, status, subject } of await sitesToConfirm(db, this.#listingId)) {
      const site = farm.get(domain);
      if (status === null) {
        const asked: StagedSite =
          site === undefined ? goneSite(domain) : { ...stagedSite(site, "localhost"), asked: "present" };
        await stageSites(db, this.#listingId, [asked]);
      } else if (site?.status === status && (site.owner.subject ?? null) === subject) {
        await confirmListed(db, this.#listingId, [domain]);
      }
    }
  }
}
