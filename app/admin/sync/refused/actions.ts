"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { requireActingAdmin } from "#app/auth/session.ts";
import type { FormState } from "#app/components/form-state.ts";
import { scheduleManager } from "../schedule.ts";
import { scheduleRefusal } from "../schedule-refusal.ts";

const fields = z.object({ run: z.string().max(200).catch("") });

/** Asks for a sync that removes what a refused one didn't, as far as it is missing once more; goes to where it is followed. */
export async function applyRefused(_before: FormState, form: FormData): Promise<FormState> {
  const { run: appliesRunId } = fields.parse(Object.fromEntries(form));
  const { id: userId } = await requireActingAdmin("/admin/sync/refused");
  let operation: string;
  try {
    const manager = await scheduleManager();
    operation = await manager.triggerSyncNow({ trigger: "button", userId, appliesRunId });
  } catch (error) {
    return { error: scheduleRefusal(error) };
  }
  redirect(`/operations/${operation}`);
}
