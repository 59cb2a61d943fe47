"use server";

import { requireMember } from "#app/auth/session.ts";
import type { FormState } from "#app/components/form-state.ts";
import { sameFormAgain } from "#app/operations/same-form-again.ts";
import { submitOperation } from "#app/operations/submit-operation.ts";
import { nameSilence } from "#app/server/database-silent.ts";
import { getConfig } from "#lib/config.ts";
import { messages } from "#lib/contracts/messages.ts";
import { visibleOperation } from "#lib/operations/queries.ts";
import { visibleDeletedSite } from "#lib/sites/deleted.ts";
import type { Viewer } from "#lib/sites/queries.ts";
import { restoreBarText } from "./hold-text.ts";
import { type RestoreRequest, readRestoreForm } from "./restore-form-values.ts";

/**
 * Restores one's own deleted wiki, or any for an administrator. Answers with the form when the answer is no; else goes
 * to the wiki, or to where a restore that takes longer than `patience` is followed.
 */
export async function restoreWiki(_before: FormState, form: FormData): Promise<FormState> {
  const member = await requireMember("/wikis");
  const request = readRestoreForm(form);
  const named = await namedWiki(member, request).catch(nameSilence);
  if ("error" in named) return sameFormAgain(form, named);
  const { domain } = named;

  const { operation: id, archived: archivedSiteId } = request;
  const asked = { id, userId: member.id, subject: member.ownerClaim, domain, archivedSiteId };
  const error = await submitOperation({ ...asked, kind: "restore" }, `/wikis/${domain}`);
  return sameFormAgain(form, { error });
}

/** Which wiki the form is about, or why it may not do anything. One that was sent before is answered by its operation. */
async function namedWiki(
  member: Viewer,
  { operation, archived }: RestoreRequest,
): Promise<{ domain: string } | { error: string }> {
  const earlier = await visibleOperation(member, operation);
  if (earlier !== null && earlier.domain !== null) return { domain: earlier.domain };
  const found = await visibleDeletedSite(member, { id: archived });
  if (found === null) return { error: messages.nothingToRestore };
  const barred = restoreBarText(member, found, getConfig().supportUrl);
  return barred === undefined ? { domain: found.domain } : { error: barred };
}
