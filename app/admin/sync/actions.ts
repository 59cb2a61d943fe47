"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { requireActingAdmin } from "#app/auth/session.ts";
import { type FormState, typedValues } from "#app/components/form-state.ts";
import { sameFormPath } from "#app/operations/same-form-again.ts";
import { logger } from "#lib/log.ts";
import { ScheduleCommandError } from "#lib/schedule/command.ts";
import { SyncScheduleMissingError } from "#lib/schedule-manager.ts";
import { scheduleManager } from "./schedule.ts";

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
    return { error: refusal(error) };
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
    return { error: refusal(error), values };
  }
  redirect(`${PAGE}?done=${command}`);
}

/** What stood in the way, for the administrator who pressed the button. */
function refusal(error: unknown): string {
  logger("schedule").error({ err: error }, "a command of an administrator failed");
  if (error instanceof SyncScheduleMissingError) return error.message;
  if (error instanceof ScheduleCommandError) return `${error.message} Look at the state above and try again.`;
  return "Temporal, which runs the sync, didn't answer. Look at the state above in a minute, then try again.";
}
