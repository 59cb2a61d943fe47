"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { requireActingAdmin } from "#app/auth/session.ts";
import type { FormState } from "#app/components/form-state.ts";
import { continueConsole } from "#lib/sync-repairs.ts";

const fields = z.object({ console: z.uuid().catch("") });

/** An administrator says that another console's wikis are this one's: its database was lost. */
export async function continueAs(_before: FormState, form: FormData): Promise<FormState> {
  const { console: uuid } = fields.parse(Object.fromEntries(form));
  const member = await requireActingAdmin(`/admin/sync/continue?console=${encodeURIComponent(uuid)}`);
  if (uuid !== "" && (await continueConsole(member, uuid))) redirect("/admin/sync?done=continued");
  return { error: "The last sync saw no wiki of that console. Nothing was changed; go back to the sync." };
}
