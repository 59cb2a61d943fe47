"use server";

import { redirect } from "next/navigation";
import { requireActingAdmin } from "#app/auth/session.ts";
import type { FormState } from "#app/components/form-state.ts";
import { messages } from "#lib/contracts/messages.ts";
import { farmRestarted } from "#lib/sync-repairs.ts";

/** An administrator says that the farm was restarted since: names that were kept until then are free again. */
export async function sayRestarted(_before: FormState): Promise<FormState> {
  const member = await requireActingAdmin("/admin/sync/restart");
  const freed = await farmRestarted(member);
  if (freed === undefined) return { error: messages.permissionDenied };
  redirect("/admin/sync?done=restarted");
}
