import { getConfig } from "#lib/config.ts";
import type { NameRules } from "./form-values.ts";

/** What this console's configuration says about names. */
export function nameRules(): NameRules {
  const { fedwikiSiteDomains, fedwikiCustomDomains } = getConfig();
  return { domains: fedwikiSiteDomains, customAllowed: fedwikiCustomDomains, reserved: [] };
}
