/** What a server action of a form answers with when it doesn't redirect; the form shows it. */
export interface FormState {
  /** One sentence or two: what happened and what to do next. Stands in the form's alert. */
  error?: string;
  /** By field name. Without an `error`, the alert holds these. */
  fieldErrors?: Record<string, string>;
  /** What was typed, by field name, so that a form that was sent without JavaScript keeps it. */
  values?: Record<string, string>;
}

export type FormAction = (state: FormState, formData: FormData) => Promise<FormState>;

/** What was typed, without React's own fields and without files. */
export function typedValues(formData: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of formData) {
    if (typeof value === "string" && !name.startsWith("$ACTION")) values[name] = value;
  }
  return values;
}
