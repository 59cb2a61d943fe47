import type { Operation } from "#lib/generated/prisma/client.ts";
import { isEnded } from "#lib/operations/outcome.ts";
import { type Progress, readProgress } from "#lib/operations/progress.ts";
import { visibleOperation } from "#lib/operations/queries.ts";
import type { Viewer } from "#lib/sites/queries.ts";

/** An operation and where it stands. */
export interface Standing {
  operation: Operation;
  progress: Progress;
}

/** Null as well when it is somebody else's, who isn't an administrator. Throws only when the database can't be read. */
export async function readStanding(viewer: Viewer, id: string): Promise<Standing | null> {
  const operation = await visibleOperation(viewer, id);
  if (operation === null) return null;
  const progress = await readProgress(operation);
  if (progress.state !== "ended" || isEnded(operation)) return { operation, progress };
  // It ended between the two questions: its row says how by now.
  const ended = await visibleOperation(viewer, id);
  return ended && { operation: ended, progress };
}

/** Whether it can come to something else: what nobody knows the outcome of, the console goes on asking for. */
export function isOpen({ operation }: Standing): boolean {
  return !isEnded(operation) || operation.state === "unknown";
}

/** What the page says of its following. */
export function followText({ operation, progress }: Standing): string {
  return operation.state === "unknown" || progress.state === "failed"
    ? "The console goes on asking by itself. This page shows what it learns, also when you come back later."
    : "This page follows it by itself. Leaving it changes nothing.";
}

/** Differs whenever the page would show something else. */
export function standingVersion({ operation, progress }: Standing): string {
  return JSON.stringify([operation.state, operation.message, progress]);
}
