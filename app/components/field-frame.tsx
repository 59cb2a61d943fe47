"use client";

import { type ReactNode, useContext } from "react";
import { FormContext } from "./form-context.ts";

export const controlStyle =
  "min-h-11 rounded-md border border-control bg-surface px-3 py-2 text-ink aria-invalid:border-danger aria-invalid:inset-ring aria-invalid:inset-ring-danger";

/**
 * Whether a field was refused, and the ids that describe it. Its error stands in the form's alert; where the alert
 * says something about the whole form, it stands at the field.
 * @param describing ids of hint and the like; those that aren't there are left out
 */
export function useFieldError(name: string, id: string, describing: unknown[] = []) {
  const { state, alertId } = useContext(FormContext);
  const message = state.fieldErrors?.[name];
  const standsAtField = message !== undefined && state.error !== undefined;
  const errorId = message === undefined ? undefined : standsAtField ? `${id}-error` : alertId;
  const ids = [errorId, ...describing].filter((part) => typeof part === "string" && part !== "");
  return {
    message: standsAtField ? message : undefined,
    invalid: message !== undefined,
    describedBy: ids.join(" ") || undefined,
  };
}

interface FieldFrameProps {
  id: string;
  name: string;
  label: string;
  hint?: ReactNode;
  children: ReactNode;
}

export function FieldFrame({ id, name, label, hint, children }: FieldFrameProps) {
  const { message } = useFieldError(name, id);
  return (
    <div className="mb-5">
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-muted text-sm">
          {hint}
        </p>
      )}
      {message && (
        <p id={`${id}-error`} className="mt-1 text-danger text-sm">
          {message}
        </p>
      )}
    </div>
  );
}
