import { MockActivityEnvironment } from "@temporalio/testing";
import { DefaultLogger } from "@temporalio/worker";
import { createActivities } from "../activities/index.ts";
import type { Services } from "./world.ts";

/** One attempt of an activity without a server, for what a test of the workflow would wait out eight attempts. */
export function activitiesOf(services: Pick<Services, "dependencies">, workflowId: string, attempt = 1) {
  const environment = new MockActivityEnvironment(
    { attempt, workflowExecution: { workflowId, runId: `run of ${workflowId}` } },
    { logger: new DefaultLogger("ERROR") },
  );
  const {
    checkQuotaActivity,
    createFedWikiSiteActivity,
    deleteFedWikiSiteActivity,
    restoreFedWikiSiteActivity,
    concludeOperationActivity,
    settleSiteActivity,
  } = createActivities(services.dependencies);
  const run =
    <Input, Output>(activity: (input: Input) => Promise<Output>) =>
    (input: Input): Promise<Output> =>
      environment.run(activity, input);
  return {
    checkQuota: run(checkQuotaActivity),
    create: run(createFedWikiSiteActivity),
    delete: run(deleteFedWikiSiteActivity),
    restore: run(restoreFedWikiSiteActivity),
    conclude: run(concludeOperationActivity),
    settle: run(settleSiteActivity),
  };
}
