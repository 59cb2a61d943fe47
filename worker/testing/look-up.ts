import type { World } from "./world.ts";

/** What tests of workflows ask a world for, again and again. `world` is called when it has started. */
export function lookUp(world: () => World) {
  return {
    create: async (...args: Parameters<World["create"]>) => (await world().create(...args)).result(),
    siteOf: (domain: string) => world().database.site.findUnique({ where: { domain } }),
    operationOf: (domain: string) =>
      world().database.operation.findFirstOrThrow({ where: { domain }, orderBy: { createdAt: "desc" } }),
    requestsFor: (method: string) => world().proxy.seen.filter((request) => request.method === method).length,
  };
}
