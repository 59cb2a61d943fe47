import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireAdmin } from "#app/auth/session.ts";
import { ActionForm } from "#app/components/action-form.tsx";
import { Field } from "#app/components/field.tsx";
import { Heading } from "#app/components/heading.tsx";
import { LinkButton } from "#app/components/link-button.tsx";
import { PageShell } from "#app/components/page-shell.tsx";
import { SubmitButton } from "#app/components/submit-button.tsx";
import { initialFormState, type SearchParams } from "#app/stale-form.ts";
import { visibleDeletedSite } from "#lib/sites/deleted.ts";
import { wikiHold } from "#lib/sites/hold.ts";
import { visibleSite } from "#lib/sites/queries.ts";
import { liftTheHold, putOnHold } from "./actions.ts";

export const metadata: Metadata = { title: "Hold" };

interface HoldPageProps {
  params: Promise<{ domain: string }>;
  searchParams: Promise<SearchParams>;
}

/** Where an administrator keeps a wiki from being changed by its owner, and lets go of it again. */
export default async function HoldPage({ params, searchParams }: HoldPageProps) {
  const { domain } = await params;
  const here = `/wikis/${domain}/hold`;
  const member = await requireAdmin(here);
  const known = (await visibleSite(member, domain)) ?? (await visibleDeletedSite(member, { domain }));
  if (known === null) notFound();
  const hold = await wikiHold(member, domain);
  const state = initialFormState(await searchParams);
  const initial = hold === null ? state : { ...state, values: { reason: hold.reason, ...state.values } };
  return (
    <PageShell member={member}>
      <Heading>{hold === null ? `Put ${domain} on hold?` : `${domain} is on hold`}</Heading>
      <p className="mb-6">
        While a wiki is on hold, its owner can neither delete nor restore it. Its pages stay as they are:
        readable if it is live, hidden if it is deleted. Administrators can still delete it.
      </p>
      <ActionForm action={putOnHold} initial={initial}>
        <input type="hidden" name="domain" value={domain} />
        <Field name="reason" label="Reason" hint="Its owner reads this." autoComplete="off" />
        <SubmitButton kind={hold === null ? "main" : "plain"}>
          {hold === null ? "Put on hold" : "Change the reason"}
        </SubmitButton>
      </ActionForm>
      {hold !== null && (
        <ActionForm action={liftTheHold} className="mt-8 border-line border-t pt-6">
          <input type="hidden" name="domain" value={domain} />
          <p className="mb-4">Lift it, and its owner can delete or restore the wiki again.</p>
          <SubmitButton>Lift the hold</SubmitButton>
        </ActionForm>
      )}
      <p className="mt-8">
        <LinkButton href={`/wikis/${domain}`}>Back to {domain}</LinkButton>
      </p>
    </PageShell>
  );
}
