import { z } from "zod";

const text = z.string().catch("");

/** Whatever was sent becomes text and a number; what it means is decided later. */
const fields = z.object({
  operation: text,
  domain: text,
  /** The row that the form was about: one left open over a re-creation does nothing. */
  site: z.coerce.number().int().positive().catch(0),
  confirmation: text,
});

export type DeleteRequest = z.infer<typeof fields>;

export function readDeleteForm(form: FormData): DeleteRequest {
  return fields.parse(Object.fromEntries(form));
}

/** Names are lower case; a phone that begins with a capital letter or a pasted space means the same name. */
export function isConfirmed({ confirmation, domain }: DeleteRequest): boolean {
  return domain !== "" && confirmation.trim().toLowerCase() === domain;
}
