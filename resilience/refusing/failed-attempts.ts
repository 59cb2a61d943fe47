import type { Lane } from "../lane.ts";

/** Why attempts of a workflow's activities failed that another attempt followed: the failures' types. */
export async function failedAttempts({ client }: Lane, workflowId: string): Promise<string[]> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  return (events ?? []).flatMap(({ activityTaskStartedEventAttributes: started }) => {
    const type = started?.lastFailure?.applicationFailureInfo?.type;
    return type == null ? [] : [type];
  });
}
