import { cancellationSignal } from "@temporalio/activity";
import type {
  SettleSiteWorkflowInput,
  SettleSiteWorkflowOutput,
  StartedKind,
} from "#lib/contracts/workflows.ts";
import { patiently } from "#lib/database/patiently.ts";
import type { OperationKind } from "#lib/generated/prisma/client.ts";
import { sentences } from "#lib/ledger/sentences.ts";
import { beginSettling, settleUnknown } from "#lib/ledger/settle.ts";
import { askFarm } from "./ask-farm.ts";
import type { ActivityDependencies } from "./dependencies.ts";
import { heartbeating } from "./heartbeating.ts";

/**
 * Asks the farm once how an operation ended whose outcome isn't known, and ends it when the farm tells. Its workflow
 * has ended or is gone: no attempt of it sends any more.
 * Twice is safe: the ledger ends an operation once, and the farm is only read, but for a wiki that has to be secured.
 * Throws DatabaseUnavailableError (retryable); a farm that doesn't answer has told nothing yet.
 */
export function settleSiteActivity(dependencies: ActivityDependencies) {
  const { database, config } = dependencies;
  return heartbeating(
    async ({ operationId, supportUrl }: SettleSiteWorkflowInput): Promise<SettleSiteWorkflowOutput> => {
      const signal = cancellationSignal();
      const words = sentences(supportUrl, config.fedwikiCreatesPerHour);
      const operation = await patiently(
        () => database.operation.findUnique({ where: { id: operationId } }),
        signal,
      );
      // The database was restored to a state without it.
      if (operation === null) return { settled: true };
      const begun = await patiently(() => beginSettling(database, operationId, words), signal);
      if (begun.outcome !== "unknown") return { settled: true };

      const { kind, subject } = operation;
      const finding = isAsked(kind)
        ? await askFarm(dependencies, { kind, subject, answer: begun }, signal)
        : "silent";
      const { outcome } = await patiently(() => settleUnknown(database, operationId, words, finding), signal);
      return { settled: outcome !== "unknown" };
    },
  );
}

/** A sync sends nothing that changes the farm, so it is never in doubt. */
function isAsked(kind: OperationKind): kind is StartedKind {
  return kind !== "sync";
}
