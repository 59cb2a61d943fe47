"use client";

import { useContext } from "react";
import { FormContext } from "#app/components/form-context.ts";

/**
 * The id of the operation that a form asks for: a double click and a resubmit meet the same one, and each answer that
 * keeps the form brings a new one.
 * @param fresh a UUID made for this page
 */
export function OperationField({ fresh }: { fresh: string }) {
  const { state } = useContext(FormContext);
  return <input type="hidden" name="operation" value={state.values?.operation ?? fresh} />;
}
