import { z } from "zod";
import type { FormState } from "#app/components/form-state.ts";
import type { Config } from "#lib/config.ts";
import { canonicalDomain, domainRules } from "#lib/domain-names.ts";

const text = z.string().catch("");

/** Whatever was sent becomes text; what it means is decided later. */
const fields = z.object({
  operation: text,
  name: text,
  /** The configured domain that was chosen; empty: there was no choice. */
  domain: text,
  /** The checkbox: `on` or not there. */
  useOwn: text.transform((value) => value === "on"),
  ownDomain: text,
});

export type CreateRequest = z.infer<typeof fields>;

export type WantedDomain =
  | { ok: true; domain: string; field: string }
  | { ok: false; problem: Pick<FormState, "fieldErrors"> };

export function readCreateForm(form: FormData): CreateRequest {
  return fields.parse(Object.fromEntries(form));
}

/** The canonical domain that the form asks for and the field that named it, or why there is none. */
export function wantedDomain(request: CreateRequest, config: Config): WantedDomain {
  const custom = request.useOwn && config.fedwikiCustomDomains;
  const field = custom ? "ownDomain" : "name";
  const rules = domainRules(config, { custom });
  // A name without a dot goes below the first one.
  const domains = chosenFirst(rules.domains, request.domain);
  const answer = canonicalDomain(request[field], { ...rules, domains });
  return answer.ok
    ? { ok: true, domain: answer.domain, field }
    : { ok: false, problem: { fieldErrors: { [field]: answer.reason } } };
}

/** What isn't configured can't be chosen. */
function chosenFirst(domains: string[], chosen: string): string[] {
  return domains.includes(chosen) ? [chosen, ...domains.filter((domain) => domain !== chosen)] : domains;
}
