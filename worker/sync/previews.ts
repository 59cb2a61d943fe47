import { z } from "zod";
import type { Config } from "#lib/config.ts";
import { outcomes, type Refusal } from "#lib/contracts/outcomes.ts";
import { callFunction } from "#lib/database/call-function.ts";
import { Prisma, type PrismaClient } from "#lib/generated/prisma/client.ts";
import { sentences } from "#lib/ledger/sentences.ts";
import type { LedgerStep } from "#lib/ledger/step.ts";
import { syncAttempt } from "./run.ts";
import type { SyncSettings } from "./runs.ts";

/** A preview is about no wiki, and its row says who asked for it. */
export type PreviewStep = Omit<LedgerStep, "userId" | "domain" | "subject">;

const previewAnswer = z.object({
  /** `go`, or how the preview ended, now or earlier. */
  outcome: z.enum(outcomes),
  message: z.string().nullable(),
  listingId: z.int().optional(),
});

export type PreviewAnswer = z.infer<typeof previewAnswer>;

/** This attempt of the running activity. */
export function previewStep(supportUrl: string, config: Config): PreviewStep {
  return {
    ...syncAttempt(),
    kind: "preview",
    waitMs: config.operationWaitMs,
    sentences: sentences(supportUrl, config.fedwikiCreatesPerHour),
  };
}

/** Begins a listing that claims no sync that waits; `go`, with its id. */
export function beginPreview(db: PrismaClient, step: PreviewStep): Promise<PreviewAnswer> {
  return callFunction(db, previewAnswer, Prisma.sql`begin_preview(${JSON.stringify(step)}::jsonb)`);
}

/** Keeps what a sync would change as the preview's lines and ends it; `superseded` when another attempt has. */
export function previewSync(
  db: PrismaClient,
  step: PreviewStep,
  { listingId, ...settings }: SyncSettings & { listingId: number },
): Promise<PreviewAnswer> {
  const call = Prisma.sql`preview_sync(${JSON.stringify(step)}::jsonb, ${listingId}::int, ${JSON.stringify(settings)}::jsonb)`;
  return callFunction(db, previewAnswer, call);
}

/** Ends it with what a guard would refuse. */
export function previewRefused(
  db: PrismaClient,
  step: PreviewStep,
  { listingId, message }: { listingId: number; message: string },
): Promise<PreviewAnswer> {
  const call = Prisma.sql`preview_refused(${JSON.stringify(step)}::jsonb, ${listingId}::int, ${message})`;
  return callFunction(db, previewAnswer, call);
}

/** Ends a preview that failed. */
export function concludePreview(db: PrismaClient, step: PreviewStep, code: Refusal): Promise<PreviewAnswer> {
  const call = Prisma.sql`conclude_operation(${JSON.stringify(step)}::jsonb, ${code})`;
  return callFunction(db, previewAnswer, call);
}
