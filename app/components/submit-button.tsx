"use client";

import { type ReactNode, useContext } from "react";
import { type ButtonKind, buttonStyle } from "./button-style.ts";
import { FormContext } from "./form-context.ts";

interface SubmitButtonProps {
  kind?: ButtonKind;
  /** Sent with the form when this button is pressed. */
  name?: string;
  value?: string;
  /** Id of what says more about it, where several buttons have one name. */
  describedBy?: string | undefined;
  children: ReactNode;
}

/** Stays where it is and keeps its name while the form is under way, so that neither focus nor text jumps. */
export function SubmitButton({ kind = "main", name, value, describedBy, children }: SubmitButtonProps) {
  const { pending } = useContext(FormContext);
  return (
    <button
      type="submit"
      name={name}
      value={value}
      aria-describedby={describedBy}
      aria-disabled={pending}
      aria-busy={pending}
      className={`${buttonStyle(kind)} cursor-pointer aria-disabled:cursor-progress aria-disabled:opacity-80`}
    >
      {pending && (
        <span
          aria-hidden
          className="size-4 motion-safe:animate-spin rounded-full border-2 border-current border-r-transparent"
        />
      )}
      {children}
    </button>
  );
}
