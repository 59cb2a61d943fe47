import type { StepResult } from "#lib/contracts/step-result.ts";
import type {
  CreateFedWikiSiteWorkflowInput,
  CreateFedWikiSiteWorkflowOutput,
} from "#lib/contracts/workflows.ts";
import { checkQuotaActivity, createFedWikiSiteActivity } from "./activities.ts";
import { conclude } from "./conclude.ts";
import { failureCode } from "./failure-code.ts";

/**
 * Creates a FedWiki site on the farm and records it in the database: verifies that the member hasn't exceeded the
 * site limit, then calls the FarmManager API and records the site.
 */
export async function createFedWikiSiteWorkflow(
  input: CreateFedWikiSiteWorkflowInput,
): Promise<CreateFedWikiSiteWorkflowOutput> {
  try {
    const quota = await checkQuotaActivity(input);
    return output(input, quota.outcome === "go" ? await createFedWikiSiteActivity(input) : quota);
  } catch (error) {
    return output(input, await conclude({ kind: "create", code: failureCode(error), input }, error));
  }
}

function output(
  { domain }: CreateFedWikiSiteWorkflowInput,
  { outcome, message, siteId }: StepResult,
): CreateFedWikiSiteWorkflowOutput {
  return outcome === "created"
    ? { success: true, domain, ...(siteId !== null && { siteId }) }
    : { success: false, ...(message !== null && { errorMessage: message }) };
}
