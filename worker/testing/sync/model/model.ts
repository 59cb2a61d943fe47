import { expect } from "vitest";
import type { PrismaClient, User } from "#lib/generated/prisma/client.ts";
import {
  createRequest,
  deleteRequest,
  type ModelRequest,
  type RequestKind,
  restoreRequest,
} from "./console.ts";
import { ModelFarm } from "./farm.ts";
import { ModelSync } from "./listing.ts";

const requests = { create: createRequest, delete: deleteRequest, restore: restoreRequest } as const;
const heldStates = { create: "creating", delete: "deleting", restore: "restoring" } as const;

export type ByHand = "archive" | "activate" | "makeReadonly" | "erase" | "make";

/**
 * The console's real database, a farm in memory, and what must be true of both. `live`, `archived` and `gone` are
 * certain: wikis that the console made or restored, deleted, or deleted when the farm had lost them, and that nobody
 * touched on the farm since. `belongs` is whose they are.
 */
export class SyncModel {
  readonly #db: PrismaClient;
  readonly #farm = new ModelFarm();
  readonly #held = new Map<string, ModelRequest>();
  readonly #syncs: ModelSync[] = [];
  readonly #live = new Map<string, number>();
  readonly #archived = new Map<string, number>();
  readonly #gone = new Set<string>();
  readonly #belongs = new Map<string, number>();
  #runs = 0;

  constructor(db: PrismaClient) {
    this.#db = db;
  }

  /** A member asks for it; somebody else's, or a second one at once, is refused. */
  async ask(kind: RequestKind, user: User, domain: string): Promise<void> {
    const request = requests[kind](this.#db, this.#farm, user, domain);
    const ending = await request.step();
    if (ending === "refused") return;
    expect(this.#held.has(domain)).toBe(false);
    if (kind === "create") expect(this.#live.has(domain) || this.#archived.has(domain)).toBe(false);
    else if (kind === "delete") expect(this.#live.get(domain) ?? user.id).toBe(user.id);
    else expect([this.#live.has(domain), this.#archived.get(domain) ?? user.id]).toEqual([false, user.id]);
    this.#live.delete(domain);
    this.#archived.delete(domain);
    this.#gone.delete(domain);
    this.#held.set(domain, request);
  }

  /** The next step of what is under way about a name. */
  async goOn(domain: string): Promise<void> {
    const request = this.#held.get(domain);
    const ending = await request?.step();
    if (request === undefined || ending === undefined) return;
    this.#held.delete(domain);
    const owner = request.user.id;
    // Nor can it be restored any more.
    if (ending === "refused" && this.#farm.get(domain) === undefined) this.#gone.add(domain);
    if (ending === "made" || ending === "restored") {
      // It may have been read-only before.
      if (this.#farm.get(domain)?.status === "active") this.#live.set(domain, owner);
      this.#belongs.set(domain, owner);
    } else if (ending === "deleted") {
      if (this.#farm.get(domain) === undefined) this.#gone.add(domain);
      else this.#archived.set(domain, owner);
    }
  }

  async beginSync(): Promise<void> {
    this.#runs += 1;
    this.#syncs.push(await ModelSync.begin(this.#db, `run ${this.#runs}`));
  }

  /** The next step of one of the syncs that are under way. */
  async goOnWithSync(which: number): Promise<void> {
    const index = which % Math.max(1, this.#syncs.length);
    if (await this.#syncs[index]?.step(this.#db, this.#farm)) this.#syncs.splice(index, 1);
  }

  /** Somebody changes a site on the farm; not one that the console is just changing. */
  byHand(what: ByHand, domain: string, user: User): void {
    if (this.#held.has(domain)) return;
    this.#live.delete(domain);
    this.#archived.delete(domain);
    this.#gone.delete(domain);
    if (what === "erase") {
      this.#farm.erase(domain);
      this.#belongs.delete(domain);
    } else if (what === "make") {
      this.#farm.make(domain, { name: user.name, subject: user.ownerClaim });
    } else {
      const status = { archive: "archived", activate: "active", makeReadonly: "readonly" } as const;
      this.#farm.setStatus(domain, status[what]);
    }
  }

  /** An administrator gives a wiki to somebody. */
  async give(domain: string, { id }: User): Promise<void> {
    const data = { ownerId: id, ownerSource: "person" } as const;
    const where = { domain, state: { in: ["active", "readonly"] } } as const;
    const { count } = await this.#db.site.updateMany({
      where: { ...where, state: { in: [...where.state.in] } },
      data,
    });
    if (count === 0) return;
    if (this.#live.has(domain)) this.#live.set(domain, id);
    if (this.#farm.get(domain) !== undefined) this.#belongs.set(domain, id);
  }

  /** An administrator says that the farm was restarted: the names of wikis that are gone are free again. */
  async restart({ id }: User): Promise<void> {
    await this.#db.$executeRaw`select farm_restarted(${id}::int, clock_timestamp())`;
  }

  /** What holds at every moment. */
  async check(): Promise<void> {
    const sites = new Map((await this.#db.site.findMany()).map((site) => [site.domain, site]));
    const archived = new Map((await this.#db.archivedSite.findMany()).map((site) => [site.domain, site]));
    for (const [domain, ownerId] of this.#live) {
      expect(sites.get(domain), `${domain} is live`).toMatchObject({ state: "active", ownerId });
    }
    for (const [domain, ownerId] of this.#archived) {
      expect(sites.get(domain), `${domain} was deleted`).toBeUndefined();
      expect(archived.get(domain), `${domain} can be restored`).toMatchObject({ ownerId });
    }
    for (const domain of this.#gone) {
      const known = sites.get(domain) ?? archived.get(domain);
      expect(known, `${domain} was deleted and is nowhere`).toBeUndefined();
    }
    for (const { kind, domain, user } of this.#held.values()) {
      const held = { state: heldStates[kind], ownerId: user.id };
      expect(sites.get(domain), `${domain} is held`).toMatchObject(held);
    }
  }

  /** Everything under way ends and two more syncs run: then console and farm agree. */
  async settle(): Promise<void> {
    for (const domain of this.#held.keys()) while (this.#held.has(domain)) await this.goOn(domain);
    this.#syncs.length = 0;
    for (let sync = 0; sync < 2; sync += 1) {
      await this.beginSync();
      while (this.#syncs.length > 0) await this.goOnWithSync(0);
    }
    await this.check();
    const sites = await this.#db.site.findMany();
    const archived = await this.#db.archivedSite.findMany();
    const ofFarm = this.#farm.sites();
    const names = (rows: { domain: string }[]) => rows.map(({ domain }) => domain).sort();
    expect(names(sites)).toEqual(names(ofFarm.filter(({ status }) => status !== "archived")));
    expect(names(archived)).toEqual(names(ofFarm.filter(({ status }) => status === "archived")));
    for (const { domain, state } of sites) expect(state).toBe(this.#farm.get(domain)?.status);
    for (const { domain, ownerId } of [...sites, ...archived]) {
      if (this.#farm.get(domain) !== undefined) expect(ownerId).toBe(this.#belongs.get(domain) ?? ownerId);
    }
  }
}
