"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { requireActingAdmin } from "#app/auth/session.ts";
import { type FormState, typedValues } from "#app/components/form-state.ts";
import { sameFormAgain, sameFormPath } from "#app/operations/same-form-again.ts";
import { submitOperation } from "#app/operations/submit-operation.ts";
import { getConfig } from "#lib/config.ts";
import { scheduleManager } from "./schedule.ts";
import { scheduleRefusal } from "./schedule-refusal.ts";

const PAGE = "/admin/sync";
/** Temporal keeps notes of any length; this is for who reads them. */
const LONGEST_NOTE = 200;

const commandSchema = z.object({
  command: z.enum(["pause", "resume"]),
  note: z.string().trim().max(LONGEST_NOTE),
});

/** Asks for one sync now; goes to where it is followed. */
export async function syncNow(_before: FormState): Promise<FormState> {
  const { id: userId } = await requireActingAdmin(PAGE);
  let operation: string;
  try {
    operation = await (await scheduleManager()).triggerSyncNow({ trigger: "button", userId });
  } catch (error) {
    return { error: scheduleRefusal(error) };
  }
  redirect(`/operations/${operation}`);
}

/** Pauses or resumes the schedule, with a note that tells others why. */
export async function setPaused(_before: FormState, form: FormData): Promise<FormState> {
  await requireActingAdmin(sameFormPath(PAGE, form));
  const values = typedValues(form);
  const parsed = commandSchema.safeParse(values);
  if (!parsed.success) {
    return { fieldErrors: { note: `A note has at most ${LONGEST_NOTE} characters.` }, values };
  }
  const { command, note } = parsed.data;
  try {
    const manager = await scheduleManager();
    await (command === "pause" ? manager.pauseSyncSchedule(note) : manager.unpauseSyncSchedule(note));
  } catch (error) {
    return { error: scheduleRefusal(error), values };
  }
  redirect(`${PAGE}?done=${command}`);
}

/** Asks what a sync would change; nothing is changed by it. Goes to the list, or to where the question is followed. */
export async function previewSync(_before: FormState, form: FormData): Promise<FormState> {
  const { id: userId, ownerClaim: subject } = await requireActingAdmin(PAGE);
  if (getConfig().fedwikiSyncDefaultUserId === undefined) {
    return { error: "Set fedwiki-sync-default-user-id first." };
  }
  const asked = { id: typedValues(form).operation ?? "", kind: "preview", userId, subject } as const;
  return sameFormAgain(form, { error: await submitOperation(asked, `${PAGE}/preview`) });
}
