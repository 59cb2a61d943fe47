import type { Life } from "./life.ts";

/** Changes that can be seen of a name: the others are of what the farm says of a wiki that stays. */
const SEEN: ReadonlySet<string> = new Set([
  "sync-added",
  "sync-returned",
  "sync-removed",
  "sync-archived",
  "sync-found-archived",
  "sync-lost",
]);

/** The names that a preview says a sync would change; or that it would be refused. */
export async function foretold({ lane, domains }: Life, operationId: string): Promise<number[] | "refused"> {
  const { message } = await lane.database.operation.findUniqueOrThrow({ where: { id: operationId } });
  if (message?.startsWith("A sync would be refused.")) return "refused";
  const lines = await lane.database.previewLine.findMany({ where: { operationId } });
  const changed = lines.filter(({ change }) => SEEN.has(change)).map(({ domain }) => domains.indexOf(domain));
  return changed.toSorted((a, b) => a - b);
}
