import { z } from "zod";

/** Whatever was sent becomes text and a number; what it means is decided later. */
const fields = z.object({
  operation: z.string().catch(""),
  /** The deleted wiki's row. One that was restored and deleted since has another. */
  archived: z.coerce.number().int().positive().max(2_147_483_647).catch(0),
});

export type RestoreRequest = z.infer<typeof fields>;

export function readRestoreForm(form: FormData): RestoreRequest {
  return fields.parse(Object.fromEntries(form));
}
