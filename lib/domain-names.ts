/**
 * The one way from what a person typed to a host name, since the farm checks nothing: to it `../x` is a folder
 * and `M.example.org` another site than `m.example.org`.
 */
import { domainToASCII } from "node:url";
import { parse } from "tldts";
import type { Config } from "./config.ts";
import { badCharacter } from "./domain-names/characters.ts";
import { badShape } from "./domain-names/shape.ts";

export { isCanonical } from "./domain-names/canonical.ts";

export interface DomainRules {
  /** Configured domains; a name without a dot goes below the first. */
  domains: string[];
  /** Members may use domains of their own. */
  customAllowed: boolean;
  /** The person asked for a domain of their own. */
  custom: boolean;
  /** Host names that are taken by the co-op itself. */
  reserved: string[];
}

/** `reason` is a sentence for the member. */
export type CanonicalDomain = { ok: true; domain: string } | { ok: false; reason: string };

export function canonicalDomain(typed: string, rules: DomainRules): CanonicalDomain {
  const given = typed.trim().replace(/[\u3002\uff0e\uff61]/g, ".");
  const unusable = badCharacter(given) ?? (rules.custom && !rules.customAllowed ? notAllowed : undefined);
  if (unusable !== undefined) return refuse(unusable);

  const [first] = rules.domains;
  const whole = !rules.custom && !given.includes(".") && first !== undefined ? `${given}.${first}` : given;
  const domain = domainToASCII(whole);
  const reason =
    badShape(whole, domain) ??
    (rules.custom ? badCustomDomain(domain, rules.domains) : badSubdomain(domain, rules.domains)) ??
    (rules.reserved.includes(domain)
      ? `${domain} is kept for the co-op itself. Choose another name.`
      : undefined);
  return reason === undefined ? { ok: true, domain } : refuse(reason);
}

/**
 * The rules of this installation: reserved are the farm's admin site, the console, the provider and the configured
 * domains themselves, of which one can lie below another.
 */
export function domainRules(config: Config, { custom }: { custom: boolean }): DomainRules {
  const addresses = [config.fedwikiFarmUrl, config.baseUrl, config.oidcIssuerUrl];
  return {
    domains: config.fedwikiSiteDomains,
    customAllowed: config.fedwikiCustomDomains,
    custom,
    reserved: [
      ...config.fedwikiSiteDomains,
      ...addresses.flatMap((address) => (address === undefined ? [] : [new URL(address).hostname])),
    ],
  };
}

/** Whether a canonical name lies below none of the configured domains, as only a domain of somebody's own may. */
export function isCustomDomain(
  domain: string,
  { fedwikiSiteDomains }: Pick<Config, "fedwikiSiteDomains">,
): boolean {
  return !fedwikiSiteDomains.some((ours) => isBelow(domain, ours));
}

const notAllowed = "Domains of your own aren't offered here. Choose a name below one of ours.";

/** One label below the nearest configured domain: deeper names would look as if they belonged to the wiki above them. */
function badSubdomain(domain: string, domains: string[]): string | undefined {
  const [parent] = domains
    .filter((candidate) => domain.endsWith(`.${candidate}`))
    .toSorted((one, other) => other.length - one.length);
  if (parent === undefined) {
    const endings = domains.map((candidate) => `.${candidate}`).join(" or ");
    return `${domain} doesn't end in ${endings}. Type a name without a dot.`;
  }
  const name = domain.slice(0, -parent.length - 1);
  return name.includes(".")
    ? `A name can't have a dot in it: only one name may stand before .${parent}.`
    : undefined;
}

function badCustomDomain(domain: string, domains: string[]): string | undefined {
  if (!domain.includes(".")) return "Type the whole domain, such as wiki.example.org.";
  const ours = domains.find((candidate) => isBelow(domain, candidate) || isBelow(candidate, domain));
  if (ours !== undefined)
    return `${domain} belongs with ${ours}, which is ours. Create a wiki there by its name alone.`;
  const {
    domain: registrable,
    publicSuffix,
    isIcann,
    isPrivate,
  } = parse(domain, { allowPrivateDomains: true });
  if (!isIcann && !isPrivate)
    return `${domain} doesn't end in a public suffix such as .org, so nobody could reach it.`;
  return registrable === null
    ? `${publicSuffix} is a suffix for everybody's domains, not a domain of yours.`
    : undefined;
}

function isBelow(domain: string, parent: string): boolean {
  return domain === parent || domain.endsWith(`.${parent}`);
}

function refuse(reason: string): CanonicalDomain {
  return { ok: false, reason };
}
