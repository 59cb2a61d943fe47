import { randomUUID } from "node:crypto";
import Link from "next/link";
import { ActionForm } from "#app/components/action-form.tsx";
import { Card } from "#app/components/card.tsx";
import { SubmitButton } from "#app/components/submit-button.tsx";
import { Time } from "#app/components/time.tsx";
import { OperationField } from "#app/operations/operation-field.tsx";
import type { Preview } from "#lib/sync-overview.ts";
import { previewSync } from "./actions.ts";

/** Asks what a sync would do before one does it. */
export function PreviewCard({ last }: { last: Preview | null }) {
  const made = last?.operation.state === "done" ? last.operation : null;
  return (
    <Card>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <ActionForm action={previewSync}>
          <OperationField fresh={randomUUID()} form="preview" />
          <SubmitButton kind="plain">What a sync would change</SubmitButton>
        </ActionForm>
        <p className="min-w-0 grow basis-80 text-muted">
          Asks the farm and lists every change with its reason. Nothing is changed.
          {made !== null && (
            <>
              {" "}
              <Link href={`/admin/sync/preview?operation=${made.id}`}>Look at the last list</Link>, made on{" "}
              <Time at={made.endedAt ?? made.createdAt} />.
            </>
          )}
        </p>
      </div>
    </Card>
  );
}
