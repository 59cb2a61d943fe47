import type { Fault, SeenRequest } from "#embedded/proxy/start.ts";
import type { SyncStack } from "./stack.ts";

/** A site as the farm's API spells it. */
export type RawSite = Record<string, unknown> & { name: string };

const listing = "/plugin/farmmanager/sites";

/** What the farm says of itself, as raw as it comes. */
export async function rawListing({ farm }: Pick<SyncStack, "farm">): Promise<RawSite[]> {
  const headers = { authorization: `Bearer ${farm.token}` };
  const body: unknown = await (await fetch(new URL(listing, farm.url), { headers })).json();
  return Array.isArray(body) ? body : [];
}

/** Sites that no farm has. */
export function inventedSites(count: number, prefix = "invented"): RawSite[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `${prefix}-${index}.localhost`,
    owner: { name: "somebody", oauth2: { id: "somebody" } },
    pages: 1,
    status: "active",
    storageBytes: 9,
    lastModified: null,
  }));
}

/** A lie that comes with 200, for the listing alone: asked for one site, the farm tells the truth. */
export function lieInListing({ proxy }: Pick<SyncStack, "proxy">, body: object): void {
  proxy.disturb(({ path }) => (path === listing ? { kind: "answer", status: 200, body } : undefined));
}

/** The listing and each site's own answer say the same: the farm has these and no others. */
export function lieThroughout({ proxy }: Pick<SyncStack, "proxy">, sites: RawSite[]): void {
  proxy.disturb(answersOf(sites));
}

/** What a farm with these sites would answer. */
export function answersOf(sites: RawSite[]): (request: SeenRequest) => Fault | undefined {
  const byPath = new Map<string, RawSite>(sites.map((site) => [`${listing}/${site.name}`, site]));
  return ({ method, path }) => {
    if (method !== "GET") return undefined;
    if (path === listing) return { kind: "answer", status: 200, body: sites };
    const body = byPath.get(path);
    return body === undefined
      ? { kind: "answer", status: 404, body: { error: "Site not found" } }
      : { kind: "answer", status: 200, body };
  };
}
