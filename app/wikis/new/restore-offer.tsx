"use client";

import { useContext } from "react";
import { FormContext } from "#app/components/form-context.ts";
import { SubmitButton } from "#app/components/submit-button.tsx";

/**
 * After the create's refusal, where the name is that of a deleted wiki of one's own: a second button of the form. It
 * stands behind the first, which is the one that the Enter key presses.
 */
export function RestoreOffer() {
  const { state } = useContext(FormContext);
  const { restorable, restorableName } = state.values ?? {};
  if (restorable === undefined) return null;
  return (
    <SubmitButton kind="plain" name="archived" value={restorable}>
      Restore {restorableName}
    </SubmitButton>
  );
}
