import type { Config } from "#lib/config.ts";

/** Where the FarmManager API is: the farm's admin site. `start` settles it for its children. */
export function farmAddress({ fedwikiFarmUrl }: Pick<Config, "fedwikiFarmUrl">): URL {
  if (fedwikiFarmUrl === undefined) throw new Error("fedwiki-farm-url isn't set");
  return new URL(fedwikiFarmUrl);
}

/** The name of the farm's admin site, which stands among its sites and is nobody's wiki. */
export function adminSiteDomain(config: Pick<Config, "fedwikiFarmUrl">): string {
  return farmAddress(config).hostname;
}
