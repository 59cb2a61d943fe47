import type { FarmSite } from "#lib/farm/site.ts";
import type { StagedSite } from "../../../sync/staged-site.ts";
import { stagedSite } from "../../../sync/staged-site.ts";

const ADMIN_SITE = "localhost";

/** A farm in memory: what it would say of each of its sites. */
export class ModelFarm {
  readonly #sites = new Map<string, FarmSite>();

  get(domain: string): FarmSite | undefined {
    return this.#sites.get(domain);
  }

  /** False when the name is taken, as the farm's 409. */
  make(domain: string, owner: FarmSite["owner"]): boolean {
    if (this.#sites.has(domain)) return false;
    const empty = { pages: 0, storageBytes: 0, lastModified: null } as const;
    this.#sites.set(domain, { domain, owner, status: "active", ...empty });
    return true;
  }

  setStatus(domain: string, status: FarmSite["status"]): void {
    const site = this.#sites.get(domain);
    if (site !== undefined) this.#sites.set(domain, { ...site, status });
  }

  erase(domain: string): void {
    this.#sites.delete(domain);
  }

  sites(): FarmSite[] {
    return [...this.#sites.values()];
  }

  list(): StagedSite[] {
    return this.sites().map((site) => stagedSite(site, ADMIN_SITE));
  }
}
