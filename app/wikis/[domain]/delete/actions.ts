"use server";

import { requireMember } from "#app/auth/session.ts";
import type { FormState } from "#app/components/form-state.ts";
import { sameFormAgain, sameFormPath } from "#app/operations/same-form-again.ts";
import { submitOperation } from "#app/operations/submit-operation.ts";
import { nameSilence } from "#app/server/database-silent.ts";
import { onHoldText } from "#app/wikis/hold-text.ts";
import { getConfig } from "#lib/config.ts";
import { messages } from "#lib/contracts/messages.ts";
import { adminSiteDomain } from "#lib/farm/address.ts";
import { visibleOperation } from "#lib/operations/queries.ts";
import { wikiHold } from "#lib/sites/hold.ts";
import { isOwn, type Viewer, visibleSite } from "#lib/sites/queries.ts";
import { type DeleteRequest, isConfirmed, readDeleteForm } from "./form-values.ts";

/**
 * Deletes one's own wiki, or any for an administrator. Answers with the form as it was typed when the answer is no;
 * else goes to the list, or to where a delete that takes longer than `patience` is followed.
 */
export async function deleteWiki(_before: FormState, form: FormData): Promise<FormState> {
  const request = readDeleteForm(form);
  const { domain, site: siteId } = request;
  const member = await requireMember(sameFormPath(`/wikis/${domain}/delete`, form));
  const problem = await problemWith(member, request).catch(nameSilence);
  if (problem !== undefined) return sameFormAgain(form, problem);

  const asked = { id: request.operation, userId: member.id, subject: member.ownerClaim, domain, siteId };
  const error = await submitOperation({ ...asked, kind: "delete" }, "/wikis");
  return sameFormAgain(form, { error });
}

/** Why this form may not do anything; one that was sent before answers with what came of it instead. */
async function problemWith(member: Viewer, request: DeleteRequest): Promise<FormState | undefined> {
  const { operation, domain, site } = request;
  if (!isConfirmed(request)) return { fieldErrors: { confirmation: `Type ${domain} to confirm.` } };
  if (domain === adminSiteDomain(getConfig())) return { error: messages.adminSite };
  if ((await visibleOperation(member, operation)) !== null) return undefined;
  const found = await visibleSite(member, domain);
  if (found?.id !== site) return { error: messages.noSuchWiki };
  const hold = isOwn(member, found) ? await wikiHold(member, domain) : null;
  return hold === null ? undefined : { error: onHoldText(hold.reason, getConfig().supportUrl) };
}
