"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { requireActingAdmin } from "#app/auth/session.ts";
import type { FormState } from "#app/components/form-state.ts";
import { OUT_OF_DATE } from "#app/stale-form.ts";
import { messages } from "#lib/contracts/messages.ts";
import { farmRestarted } from "#lib/sync-repairs.ts";

/** When the page was made, by the database's clock. */
const fields = z.object({ until: z.iso.datetime() });

/** An administrator says that the farm was restarted: names that the page could show as kept are free again. */
export async function sayRestarted(_before: FormState, form: FormData): Promise<FormState> {
  const member = await requireActingAdmin("/admin/sync/restart");
  const sent = fields.safeParse(Object.fromEntries(form));
  if (!sent.success) return { error: OUT_OF_DATE };
  const freed = await farmRestarted(member, new Date(sent.data.until));
  if (freed === undefined) return { error: messages.permissionDenied };
  redirect("/admin/sync?done=restarted");
}
