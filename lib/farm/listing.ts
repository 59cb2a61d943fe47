import { arrayPortions } from "./array-portions.ts";
import { errorForAnswer, UnknownSiteStatusError } from "./errors.ts";
import { type FarmSite, farmSites, isStatusAlone } from "./site.ts";

/**
 * The sites of a listing that was answered with 200, in portions as its text comes. Throws FarmUnavailableError for a
 * text that is no listing, and UnknownSiteStatusError for one that is, but for a status: which of them is known at its
 * end. None that follows a site which can't be read is handed over.
 */
export async function* listedSites(text: AsyncIterable<string>): AsyncGenerator<FarmSite[], void> {
  let hasUnknownStatus = false;
  try {
    for await (const portion of arrayPortions(text)) {
      const parsed = farmSites.safeParse(portion);
      if (!parsed.success) {
        if (!isStatusAlone(parsed.error)) throw errorForAnswer(200);
        hasUnknownStatus = true;
      } else if (!hasUnknownStatus) {
        yield parsed.data;
      }
    }
  } catch (error) {
    throw error instanceof SyntaxError ? errorForAnswer(200) : error;
  }
  if (hasUnknownStatus) throw new UnknownSiteStatusError();
}
