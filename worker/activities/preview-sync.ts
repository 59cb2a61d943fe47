import { messages } from "#lib/contracts/messages.ts";
import type { Refusal } from "#lib/contracts/outcomes.ts";
import type { PreviewSyncWorkflowInput } from "#lib/contracts/workflows.ts";
import { patiently } from "#lib/database/patiently.ts";
import { RefusedListing } from "../sync/implausible.ts";
import {
  beginPreview,
  concludePreview,
  type PreviewAnswer,
  previewRefused,
  previewStep,
  previewSync,
} from "../sync/previews.ts";
import { syncSettings } from "../sync/runs.ts";
import { stageFarm } from "../sync/stage-farm.ts";
import type { ActivityDependencies } from "./dependencies.ts";
import { heartbeating } from "./heartbeating.ts";
import { untilItsEnd } from "./until-its-end.ts";

/** What the workflow needs to know of it. */
export type PreviewResult = Pick<PreviewAnswer, "outcome" | "message">;

/**
 * Lists the farm as a sync does and keeps what that sync would change, each line with its reason; changes nothing else.
 * What a guard would refuse is the preview's result as well. Only for an administrator's operation.
 * Twice is safe: each attempt has a listing of its own, and a preview that has ended answers with its outcome.
 * Throws FarmManagerAPIError (final), FarmUnavailableError and DatabaseUnavailableError (retryable).
 */
export function previewSyncActivity(dependencies: ActivityDependencies) {
  const { database, config } = dependencies;
  return heartbeating((input: PreviewSyncWorkflowInput) =>
    untilItsEnd(async (signal): Promise<PreviewResult> => {
      const step = previewStep(input.supportUrl, config);
      const begun = await patiently(() => beginPreview(database, step), signal);
      const { listingId } = begun;
      if (listingId === undefined) return result(begun);
      const refused = async (message: string) =>
        result(await patiently(() => previewRefused(database, step, { listingId, message }), signal));
      try {
        await stageFarm(dependencies, async () => listingId, signal);
      } catch (error) {
        if (error instanceof RefusedListing) return refused(error.message);
        throw error;
      }
      const { defaultUserId } = input;
      const user = await patiently(() => database.user.findUnique({ where: { id: defaultUserId } }), signal);
      if (user === null) return refused(messages.defaultUserMissing(defaultUserId));
      const settings = syncSettings(config, defaultUserId);
      return result(await patiently(() => previewSync(database, step, { listingId, ...settings }), signal));
    }),
  );
}

export interface FailedPreview {
  code: Refusal;
  supportUrl: string;
}

/** Ends a preview that failed. Twice is safe: what stands recorded is the answer. Throws DatabaseUnavailableError (retryable). */
export function concludePreviewActivity({ database, config }: ActivityDependencies) {
  return async ({ code, supportUrl }: FailedPreview): Promise<PreviewResult> => {
    const step = previewStep(supportUrl, config);
    return result(await patiently(() => concludePreview(database, step, code)));
  };
}

function result({ outcome, message }: PreviewAnswer): PreviewResult {
  return { outcome, message };
}
