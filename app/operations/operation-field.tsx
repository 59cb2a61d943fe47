"use client";

import { useContext, useEffect, useState } from "react";
import { FormContext } from "#app/components/form-context.ts";

/**
 * The id of the operation that a form asks for: a double click, a resubmit and the back button meet the same one, and
 * each answer that keeps the form brings a new one.
 * @param fresh a UUID made for this page
 * @param form which of a page's forms it is, where there are several
 */
export function OperationField({ fresh, form = "only" }: { fresh: string; form?: string }) {
  const { state } = useContext(FormContext);
  const answered = state.values?.operation;
  const [first, setFirst] = useState(fresh);
  useEffect(() => {
    const kept = answered === undefined ? keptOperation(form) : undefined;
    if (kept === undefined) keepOperation(form, answered ?? fresh);
    else setFirst(kept);
  }, [answered, fresh, form]);
  return <input type="hidden" name="operation" value={answered ?? first} />;
}

/**
 * The page is made anew when somebody comes back to it, so its ids are kept with its place in the browser's history;
 * Next leaves alone what else stands there.
 */
function keepOperation(form: string, operation: string): void {
  const state: unknown = history.state;
  const operations = { ...keptOperations(), [form]: operation };
  history.replaceState({ ...(isObject(state) ? state : {}), operations }, "");
}

function keptOperation(form: string): string | undefined {
  const kept = keptOperations()[form];
  return typeof kept === "string" ? kept : undefined;
}

function keptOperations(): Record<string, unknown> {
  const state: unknown = history.state;
  return isObject(state) && isObject(state.operations) ? state.operations : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
