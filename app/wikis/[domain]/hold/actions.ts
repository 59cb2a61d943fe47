"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { requireActingAdmin } from "#app/auth/session.ts";
import { type FormState, typedValues } from "#app/components/form-state.ts";
import { sameFormPath } from "#app/operations/same-form-again.ts";
import { messages } from "#lib/contracts/messages.ts";
import { liftHold, setHold } from "#lib/holds.ts";
import { hasPage } from "#lib/sites/hold.ts";

/** Members read it on their wiki's page. */
const LONGEST_REASON = 300;

const fields = z.object({
  domain: z.string().catch(""),
  reason: z.string().trim().catch(""),
});

/** Puts a wiki on hold for the reason typed, or gives its hold another reason. */
export async function putOnHold(_before: FormState, form: FormData): Promise<FormState> {
  const { domain, reason } = fields.parse(Object.fromEntries(form));
  const { id } = await requireActingAdmin(holdPath(domain, form));
  const problem = problemWith(reason);
  if (problem !== undefined) return { fieldErrors: { reason: problem }, values: typedValues(form) };
  const result = await setHold(id, domain, reason);
  if (result !== "set") return { error: refusals[result], values: typedValues(form) };
  revalidatePath("/wikis", "layout");
  redirect(`/wikis/${domain}?done=held`);
}

/** Lets the wiki's owner change it again. Lifting what is lifted already is as good. */
export async function liftTheHold(_before: FormState, form: FormData): Promise<FormState> {
  const { domain } = fields.parse(Object.fromEntries(form));
  const admin = await requireActingAdmin(holdPath(domain, form));
  const result = await liftHold(admin.id, domain);
  if (result === "permissionDenied") return { error: refusals[result] };
  revalidatePath("/wikis", "layout");
  // Of a wiki that is gone nothing is left to show.
  redirect((await hasPage(admin, domain)) ? `/wikis/${domain}?done=lifted` : "/admin/sync?done=lifted");
}

const refusals = {
  unknownWiki: messages.noSuchWiki,
  permissionDenied: messages.permissionDenied,
};

function problemWith(reason: string): string | undefined {
  if (reason === "") return "Say why: its owner reads the reason.";
  return reason.length > LONGEST_REASON ? `A reason has at most ${LONGEST_REASON} characters.` : undefined;
}

function holdPath(domain: string, form: FormData): string {
  return sameFormPath(`/wikis/${domain}/hold`, form);
}
