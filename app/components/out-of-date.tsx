import { initialFormState, type SearchParams } from "../stale-form.ts";
import { PageAlert } from "./page-alert.tsx";

/** For a page whose only form is the header's, such as "Sign out": says that it was sent by an older build's page. */
export function OutOfDate({ asked }: { asked: SearchParams }) {
  const { error } = initialFormState(asked);
  return error !== undefined && <PageAlert>{error}</PageAlert>;
}
