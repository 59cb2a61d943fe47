import type { StepResult } from "#lib/contracts/step-result.ts";
import type {
  CreateFedWikiSiteWorkflowInput,
  CreateFedWikiSiteWorkflowOutput,
} from "#lib/contracts/workflows.ts";
import { checkQuotaActivity, createFedWikiSiteActivity } from "./activities.ts";
import { conclude } from "./conclude.ts";
import { failureCode } from "./failure-code.ts";

/**
 * Creates a FedWiki site on the farm and records it in the database: completes its name and verifies that the member
 * hasn't exceeded the site limit, then calls the FarmManager API and records the site.
 */
export async function createFedWikiSiteWorkflow(
  input: CreateFedWikiSiteWorkflowInput,
): Promise<CreateFedWikiSiteWorkflowOutput> {
  let wanted = input;
  try {
    const quota = await checkQuotaActivity(input);
    wanted = { ...input, domain: quota.domain };
    return output(quota.outcome === "go" ? await createFedWikiSiteActivity(wanted) : quota);
  } catch (error) {
    return output(await conclude({ kind: "create", code: failureCode(error), input: wanted }, error));
  }
}

function output({ outcome, message, siteId, domain }: StepResult): CreateFedWikiSiteWorkflowOutput {
  return outcome === "created"
    ? { success: true, domain, ...(siteId !== null && { siteId }) }
    : { success: false, ...(message !== null && { errorMessage: message }) };
}
