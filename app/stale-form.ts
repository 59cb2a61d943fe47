import type { FormState } from "./components/form-state.ts";

/**
 * A form of an older build names an action that this build doesn't have. Nothing of it can run, so the browser is
 * sent to the same page of this build, with what was typed in the address, and the page says so.
 */
const MARK = "out-of-date";
const TYPED = "typed-";
/** Proxies refuse long addresses; past this the text is dropped and only the sentence stays. */
const LONGEST_QUERY = 2_000;

export const OUT_OF_DATE =
  "This page was out of date, so nothing was sent. Look it over, then press the button again.";

export type SearchParams = Record<string, string | string[] | undefined>;

/** The address of the page's current build, with what was typed. `path` is without query. */
export function staleFormLocation(path: string, values: Record<string, string>): string {
  const typed = Object.entries(values).map(([name, value]) => [`${TYPED}${name}`, value]);
  const query = new URLSearchParams([[MARK, "1"], ...typed]).toString();
  return query.length > LONGEST_QUERY ? `${path}?${MARK}=1` : `${path}?${query}`;
}

/** The state a form begins with: empty, or what a form of an older build held. */
export function initialFormState(searchParams: SearchParams): FormState {
  if (searchParams[MARK] !== "1") return {};
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(searchParams)) {
    if (name.startsWith(TYPED) && typeof value === "string") values[name.slice(TYPED.length)] = value;
  }
  return { error: OUT_OF_DATE, values };
}
