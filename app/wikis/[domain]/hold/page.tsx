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
import { hasPage, wikiHold } from "#lib/sites/hold.ts";
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
  const [isThere, hold] = await Promise.all([hasPage(member, domain), wikiHold(member, domain)]);
  if (!isThere && hold === null) notFound();
  const state = initialFormState(await searchParams);
  const initial = hold === null ? state : { ...state, values: { reason: hold.reason, ...state.values } };
  return (
    <PageShell member={member}>
      <Heading>{hold === null ? `Put ${domain} on hold?` : `${domain} is on hold`}</Heading>
      <p className="mb-6">
        {isThere
          ? "While a wiki is on hold, its owner can neither delete nor restore it. Its pages stay as they are: readable if it is live, hidden if it is deleted. Administrators can still delete what isn't theirs."
          : "The wiki is gone. While the hold stands, no member can create one of this name."}
      </p>
      {isThere && (
        <ActionForm action={putOnHold} initial={initial}>
          <input type="hidden" name="domain" value={domain} />
          <Field name="reason" label="Reason" hint="Its owner reads this." autoComplete="off" />
          <SubmitButton kind={hold === null ? "main" : "plain"}>
            {hold === null ? "Put on hold" : "Change the reason"}
          </SubmitButton>
        </ActionForm>
      )}
      {hold !== null && <Lift domain={domain} isThere={isThere} />}
      <p className="mt-8">
        <LinkButton href={`/wikis/${domain}`}>Back to {domain}</LinkButton>
      </p>
    </PageShell>
  );
}

function Lift({ domain, isThere }: { domain: string; isThere: boolean }) {
  return (
    <ActionForm action={liftTheHold} className={isThere ? "mt-8 border-line border-t pt-6" : ""}>
      <input type="hidden" name="domain" value={domain} />
      <p className="mb-4">
        {isThere
          ? "Lift it, and its owner can delete or restore the wiki again."
          : "Lift it, and the name is like any other again."}
      </p>
      <SubmitButton>Lift the hold</SubmitButton>
    </ActionForm>
  );
}
