import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { requireAdmin } from "#app/auth/session.ts";
import { ActionForm } from "#app/components/action-form.tsx";
import { Heading } from "#app/components/heading.tsx";
import { LinkButton } from "#app/components/link-button.tsx";
import { PageShell } from "#app/components/page-shell.tsx";
import { SubmitButton } from "#app/components/submit-button.tsx";
import { initialFormState, type SearchParams } from "#app/stale-form.ts";
import { otherConsoles } from "#lib/sync-findings.ts";
import { continueAs } from "./actions.ts";

export const metadata: Metadata = { title: "Another console's wikis" };

/** Where an administrator takes over the wikis of a console whose database was lost. */
export default async function ContinuePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const asked = await searchParams;
  const member = await requireAdmin("/admin/sync");
  const other = (await otherConsoles(member)).find(({ uuid }) => uuid === asked.console);
  if (other === undefined) redirect("/admin/sync");
  return (
    <PageShell member={member}>
      <Heading>Are these wikis ours?</Heading>
      <div className="mb-6">
        <p className="mb-3 break-words">
          {other.wikis === 1 ? "One wiki" : `${other.wikis} wikis`} on the farm were made by the console{" "}
          {other.uuid}. If that is what this one was before its database was lost, the next sync takes them
          over.
        </p>
        <p>
          If another console still runs on the same farm, leave them alone: both would change the same wikis.
          This can&apos;t be undone.
        </p>
      </div>
      <ActionForm action={continueAs} initial={initialFormState(asked)}>
        <input type="hidden" name="console" value={other.uuid} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton>They are ours</SubmitButton>
          <LinkButton href="/admin/sync">Back to the sync</LinkButton>
        </div>
      </ActionForm>
    </PageShell>
  );
}
