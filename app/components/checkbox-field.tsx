"use client";

import { type ReactNode, useContext, useId } from "react";
import { useFieldError } from "./field-frame.tsx";
import { FormContext } from "./form-context.ts";

/** Sends `on` when it is ticked and nothing when it isn't. */
export function CheckboxField({ name, label, hint }: { name: string; label: string; hint?: ReactNode }) {
  const id = useId();
  const { state } = useContext(FormContext);
  const { invalid, describedBy } = useFieldError(name, id, [hint && `${id}-hint`]);
  return (
    <div className="mb-5">
      <label htmlFor={id} className="flex min-h-11 items-center gap-3">
        <input
          id={id}
          name={name}
          type="checkbox"
          defaultChecked={state.values?.[name] === "on"}
          aria-invalid={invalid}
          aria-describedby={describedBy}
          className="size-5 accent-accent"
        />
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="ml-8 text-muted text-sm">
          {hint}
        </p>
      )}
    </div>
  );
}
