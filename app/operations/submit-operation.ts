import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { nameSilence } from "#app/server/database-silent.ts";
import { getConfig } from "#lib/config.ts";
import { messages } from "#lib/contracts/messages.ts";
import { type OperationRequest, openOperation } from "#lib/operations/open-operation.ts";
import { runOperation } from "#lib/operations/run-operation.ts";
import { refusalSentence } from "./same-form-again.ts";

/**
 * Carries out what a form asks for, and goes to `donePath`, or to where an operation that takes longer than `patience`
 * is followed. Resolves, with a sentence, only when it came to nothing.
 */
export async function submitOperation(request: OperationRequest, donePath: string): Promise<string> {
  const opened = await openOperation(request).catch(nameSilence);
  if (!opened.ok) return refusalSentence(opened.code);
  const { id } = opened.operation;
  const result = await runOperation(opened.operation).catch(nameSilence);
  revalidatePath("/wikis", "layout");
  if (result.state === "running") redirect(`/operations/${id}`);
  if (result.output.success) redirect(`${donePath}?operation=${id}`);
  return result.output.errorMessage ?? messages.unexpected(getConfig().supportUrl);
}
