"use client";

import { type HTMLInputAutoCompleteAttribute, type ReactNode, useContext, useId } from "react";
import { controlStyle, FieldFrame, useFieldError } from "./field-frame.tsx";
import { FormContext } from "./form-context.ts";

interface FieldProps {
  name: string;
  label: string;
  hint?: ReactNode;
  /** Text that belongs to what is typed, such as the rest of an address. */
  suffix?: string;
  autoComplete?: HTMLInputAutoCompleteAttribute;
  /** Names and addresses: nothing is corrected or capitalised while typing. */
  verbatim?: boolean;
}

/** One line of text, with its label, hint and error; keeps what was typed when the form comes back. */
export function Field({ name, label, hint, suffix, verbatim, ...input }: FieldProps) {
  const id = useId();
  const { state } = useContext(FormContext);
  const { invalid, describedBy } = useFieldError(name, id, [hint && `${id}-hint`, suffix && `${id}-suffix`]);
  return (
    <FieldFrame id={id} name={name} label={label} hint={hint}>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <input
          id={id}
          name={name}
          type="text"
          defaultValue={state.values?.[name] ?? ""}
          aria-invalid={invalid}
          aria-describedby={describedBy}
          className={`${controlStyle} min-w-0 grow basis-48`}
          {...(verbatim ? { autoCapitalize: "none", autoCorrect: "off", spellCheck: false } : {})}
          {...input}
        />
        {suffix && (
          <span id={`${id}-suffix`} className="text-muted">
            {suffix}
          </span>
        )}
      </div>
    </FieldFrame>
  );
}
