"use client";

import { createContext } from "react";
import type { FormState } from "./form-state.ts";

export interface FormContent {
  state: FormState;
  /** Sent, and not answered yet. */
  pending: boolean;
  /** Id of the form's alert, for fields whose error stands there. */
  alertId: string;
}

/** What a form tells its fields and buttons; outside a form nothing was typed and nothing is pending. */
export const FormContext = createContext<FormContent>({ state: {}, pending: false, alertId: "" });
