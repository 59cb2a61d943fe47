"use client";

import { useContext, useId } from "react";
import { useFieldError } from "./field-frame.tsx";
import { FormContext } from "./form-context.ts";

/** Sends `on` when it is ticked and nothing when it isn't. */
export function CheckboxField({ name, label }: { name: string; label: string }) {
  const id = useId();
  const { state } = useContext(FormContext);
  const { invalid, describedBy } = useFieldError(name, id);
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
    </div>
  );
}
