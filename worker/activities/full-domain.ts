import type { Config } from "#lib/config.ts";
import type { CreateFedWikiSiteWorkflowInput } from "#lib/contracts/workflows.ts";
import { canonicalDomain, domainRules } from "#lib/domain-names.ts";

export type FullDomain =
  | { ok: true; input: CreateFedWikiSiteWorkflowInput }
  /** `reason` is a sentence for the member. */
  | { ok: false; reason: string };

/**
 * A create's input with its full, canonical domain, since whoever starts a workflow may name any text and the farm
 * checks nothing. What has been completed before stays as it is.
 */
export function withFullDomain(input: CreateFedWikiSiteWorkflowInput, config: Config): FullDomain {
  const name = canonicalDomain(input.domain, domainRules(config, { custom: input.isCustomDomain }));
  return name.ok ? { ok: true, input: { ...input, domain: name.domain } } : name;
}
