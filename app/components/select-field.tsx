"use client";

import { type ReactNode, useContext, useId } from "react";
import { controlStyle, FieldFrame, useFieldError } from "./field-frame.tsx";
import { FormContext } from "./form-context.ts";

interface SelectFieldProps {
  name: string;
  label: string;
  /** Value and text in one. */
  options: readonly string[];
  hint?: ReactNode;
}

export function SelectField({ name, label, options, hint }: SelectFieldProps) {
  const id = useId();
  const { state } = useContext(FormContext);
  const { invalid, describedBy } = useFieldError(name, id, [hint && `${id}-hint`]);
  return (
    <FieldFrame id={id} name={name} label={label} hint={hint}>
      <select
        id={id}
        name={name}
        defaultValue={state.values?.[name] ?? options[0]}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        className={`${controlStyle} w-full`}
      >
        {options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    </FieldFrame>
  );
}
