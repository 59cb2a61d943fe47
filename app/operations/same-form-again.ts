import { randomUUID } from "node:crypto";
import { type FormState, typedValues } from "#app/components/form-state.ts";
import { staleFormLocation } from "#app/stale-form.ts";
import type { OperationRefusal } from "#lib/operations/open-operation.ts";

/** The form as it was typed, with a new operation: one that was refused must not be joined by the next try. */
export function sameFormAgain(form: FormData, problem: Pick<FormState, "error" | "fieldErrors">): FormState {
  return { ...problem, values: { ...typedValues(form), operation: randomUUID() } };
}

/** Where to come back to after signing in again: the form's page, with what was typed. */
export function sameFormPath(path: string, form: FormData): string {
  return staleFormLocation(path, typedValues(form));
}

/** Why a form's operation couldn't be opened, and what to do. */
export function refusalSentence(code: OperationRefusal): string {
  switch (code) {
    case "malformed":
      return "This form was out of date. Nothing was changed; please press the button again.";
    case "notYours":
      return "This form was used before, for something else. Nothing was changed; check it and press the button again.";
    default:
      return code satisfies never;
  }
}
