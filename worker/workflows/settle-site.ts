import { ActivityFailure, continueAsNew, isCancellation, sleep, workflowInfo } from "@temporalio/workflow";
import type { SettleSiteWorkflowInput, SettleSiteWorkflowOutput } from "#lib/contracts/workflows.ts";
import { settleSiteActivity } from "./activities.ts";

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 120_000;
/** A try is a handful of events; a history should stay below some thousands, or what the server thinks long. */
const TRIES = 200;

/**
 * Asks the farm until it is known how an operation ended, however long the farm is away: at first every few seconds,
 * then every two minutes.
 */
export async function settleSiteWorkflow(input: SettleSiteWorkflowInput): Promise<SettleSiteWorkflowOutput> {
  for (let tries = 0; tries < TRIES && !workflowInfo().continueAsNewSuggested; tries += 1) {
    if (await isSettled(input)) return { settled: true };
    await sleep(Math.min(FIRST_PAUSE_MS * 2 ** Math.min(tries, 10), LONGEST_PAUSE_MS));
  }
  return continueAsNew<typeof settleSiteWorkflow>(input);
}

/** An attempt that fails (the database is away, an older worker took it) is a try as well; the log has its reason. */
async function isSettled(input: SettleSiteWorkflowInput): Promise<boolean> {
  try {
    return (await settleSiteActivity(input)).settled;
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    return false;
  }
}
