import { type FaultProxy, startFaultProxy } from "#embedded/proxy/start.ts";
import type { Services } from "./world.ts";

/** The services, with a proxy before the wikis' own pages; `services.proxy` stands before the farm's API alone. */
export async function behindSiteProxy(
  services: Services,
): Promise<{ services: Services; sites: FaultProxy }> {
  const sites = await startFaultProxy({ target: services.farm.url });
  const fedwikiSiteUrl = `http://{domain}:${new URL(sites.url).port}`;
  const { config } = services.dependencies;
  const dependencies = { ...services.dependencies, config: { ...config, fedwikiSiteUrl } };
  return {
    sites,
    services: {
      ...services,
      dependencies,
      async stop() {
        await sites.stop();
        await services.stop();
      },
    },
  };
}
