import type {
  RestoreFedWikiSiteWorkflowInput,
  RestoreFedWikiSiteWorkflowOutput,
} from "#lib/contracts/workflows.ts";
import { restoreFedWikiSiteActivity } from "./activities.ts";
import { conclude } from "./conclude.ts";
import { failureCode } from "./failure-code.ts";

/** Gets an archived site back on the farm and records it in the database again. */
export async function restoreFedWikiSiteWorkflow(
  input: RestoreFedWikiSiteWorkflowInput,
): Promise<RestoreFedWikiSiteWorkflowOutput> {
  const { outcome, message } = await restoreFedWikiSiteActivity(input).catch((error: unknown) =>
    conclude({ kind: "restore", code: failureCode(error), input }, error),
  );
  return outcome === "restored"
    ? { success: true }
    : { success: false, ...(message !== null && { errorMessage: message }) };
}
