"use client";

import { useContext, useEffect, useState } from "react";
import { FormContext } from "#app/components/form-context.ts";

/**
 * The id of the operation that a form asks for: a double click, a resubmit and the back button meet the same one, and
 * each answer that keeps the form brings a new one.
 * @param fresh a UUID made for this page
 */
export function OperationField({ fresh }: { fresh: string }) {
  const { state } = useContext(FormContext);
  const answered = state.values?.operation;
  const [first, setFirst] = useState(fresh);
  useEffect(() => {
    const kept = answered === undefined ? keptOperation() : undefined;
    if (kept === undefined) keepOperation(answered ?? fresh);
    else setFirst(kept);
  }, [answered, fresh]);
  return <input type="hidden" name="operation" value={answered ?? first} />;
}

/**
 * The page is made anew when somebody comes back to it, so its id is kept with its place in the browser's history;
 * Next leaves alone what else stands there.
 */
function keepOperation(operation: string): void {
  const state: unknown = history.state;
  history.replaceState({ ...(isObject(state) ? state : {}), operation }, "");
}

function keptOperation(): string | undefined {
  const state: unknown = history.state;
  return isObject(state) && typeof state.operation === "string" ? state.operation : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
