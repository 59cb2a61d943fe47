import type {
  DeleteFedWikiSiteWorkflowInput,
  DeleteFedWikiSiteWorkflowOutput,
} from "#lib/contracts/workflows.ts";
import { deleteFedWikiSiteActivity } from "./activities.ts";
import { conclude } from "./conclude.ts";
import { failureCode } from "./failure-code.ts";

/** Deletes a site from the farm and removes it from the database. */
export async function deleteFedWikiSiteWorkflow(
  input: DeleteFedWikiSiteWorkflowInput,
): Promise<DeleteFedWikiSiteWorkflowOutput> {
  const { outcome, message } = await deleteFedWikiSiteActivity(input).catch((error: unknown) =>
    conclude({ kind: "delete", code: failureCode(error), input }, error),
  );
  return outcome === "deleted"
    ? { success: true }
    : { success: false, ...(message !== null && { errorMessage: message }) };
}
