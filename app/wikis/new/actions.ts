"use server";

import { requireMember } from "#app/auth/session.ts";
import type { FormState } from "#app/components/form-state.ts";
import { sameFormAgain, sameFormPath } from "#app/operations/same-form-again.ts";
import { submitOperation } from "#app/operations/submit-operation.ts";
import { getConfig } from "#lib/config.ts";
import { messages } from "#lib/contracts/messages.ts";
import { visibleDeletedSite } from "#lib/sites/deleted.ts";
import type { Viewer } from "#lib/sites/queries.ts";
import { restoreWiki } from "../actions.ts";
import { readCreateForm, wantedDomain } from "./form-values.ts";

/**
 * Creates a wiki for the member who asks. Answers with the form as it was typed when the answer is no; else goes to
 * the wiki, or to where a create that takes longer than `patience` is followed.
 */
export async function createWiki(before: FormState, form: FormData): Promise<FormState> {
  // The button that the form's answer offers to who has a deleted wiki of that name.
  if (form.has("archived")) return restoreWiki(before, form);
  const member = await requireMember(sameFormPath("/wikis/new", form));
  const request = readCreateForm(form);
  const config = getConfig();
  const wanted = wantedDomain(request, config);
  if (!wanted.ok) return sameFormAgain(form, wanted.problem);
  const { domain, field } = wanted;

  const asked = { id: request.operation, userId: member.id, subject: member.ownerClaim, domain };
  const error = await submitOperation({ ...asked, kind: "create" }, `/wikis/${domain}`);
  const problem = isAboutName(error, config.supportUrl) ? { fieldErrors: { [field]: error } } : { error };
  const again = sameFormAgain(form, problem);
  if (error !== messages.restoreInstead) return again;
  const offered = { ...again, fieldErrors: { [field]: messages.restoreHere } };
  return (await withRestorable(member, domain, offered)) ?? again;
}

/** The form's next state with the deleted wiki, for which RestoreOffer has a button. */
async function withRestorable(
  member: Viewer,
  domain: string,
  state: FormState,
): Promise<FormState | undefined> {
  const deleted = await visibleDeletedSite(member, { domain });
  if (deleted === null) return undefined;
  return { ...state, values: { ...state.values, restorable: String(deleted.id), restorableName: domain } };
}

/** The ledger's refusals that another name changes. */
function isAboutName(message: string, supportUrl: string): boolean {
  const { alreadyExists, restoreInstead, nameKept } = messages;
  const withSupport = [messages.visitedBefore(supportUrl), messages.nameKeptForYou(supportUrl)];
  return [alreadyExists, restoreInstead, nameKept, ...withSupport].includes(message);
}
