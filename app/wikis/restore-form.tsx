import { randomUUID } from "node:crypto";
import { ActionForm } from "#app/components/action-form.tsx";
import { ALERT_PLACE } from "#app/components/alert-place.ts";
import type { ButtonKind } from "#app/components/button-style.ts";
import { SubmitButton } from "#app/components/submit-button.tsx";
import { OperationField } from "#app/operations/operation-field.tsx";
import type { DeletedSite } from "#lib/sites/deleted.ts";
import { restoreWiki } from "./actions.ts";

interface RestoreFormProps {
  site: DeletedSite;
  kind?: ButtonKind;
  /** Id of the wiki's name, since buttons of one name stand in a list. */
  describedBy?: string | undefined;
}

/** One button; nothing is lost by it, so nothing asks for a confirmation. */
export function RestoreForm({ site, kind = "plain", describedBy }: RestoreFormProps) {
  return (
    <ActionForm action={restoreWiki} alertPlace={ALERT_PLACE}>
      <OperationField fresh={randomUUID()} form={`restore-${site.id}`} />
      <input type="hidden" name="archived" value={site.id} />
      <SubmitButton kind={kind} describedBy={describedBy}>
        Restore
      </SubmitButton>
    </ActionForm>
  );
}
