import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import Link from "next/link";
import { requireMember } from "#app/auth/session.ts";
import { ActionForm } from "#app/components/action-form.tsx";
import { CheckboxField } from "#app/components/checkbox-field.tsx";
import { Field } from "#app/components/field.tsx";
import { Heading } from "#app/components/heading.tsx";
import { Notice } from "#app/components/notice.tsx";
import { PageShell } from "#app/components/page-shell.tsx";
import { SelectField } from "#app/components/select-field.tsx";
import { SubmitButton } from "#app/components/submit-button.tsx";
import { OperationField } from "#app/operations/operation-field.tsx";
import { initialFormState, type SearchParams } from "#app/stale-form.ts";
import { getConfig } from "#lib/config.ts";
import { siteUsage, type Usage } from "#lib/sites/queries.ts";
import { SupportLine } from "../support-line.tsx";
import { overQuotaText, usageText } from "../usage-text.ts";
import { createWiki } from "./actions.ts";
import { RestoreOffer } from "./restore-offer.tsx";

export const metadata: Metadata = { title: "Create a wiki" };

export default async function NewWikiPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const member = await requireMember("/wikis/new");
  const { fedwikiSiteDomains, fedwikiCustomDomains, fedwikiSiteQuota } = getConfig();
  const usage = await siteUsage(member, fedwikiSiteQuota);
  return (
    <PageShell member={member}>
      <Heading>Create a wiki</Heading>
      <p className="mb-6 text-muted">{usageText(usage)}</p>
      {usage.used >= usage.quota && <NoneLeft usage={usage} />}
      <ActionForm action={createWiki} initial={initialFormState(await searchParams)}>
        <OperationField fresh={randomUUID()} />
        <NameFields domains={fedwikiSiteDomains} />
        {fedwikiCustomDomains && <OwnDomainFields />}
        <div className="flex flex-wrap gap-3">
          <SubmitButton>Create wiki</SubmitButton>
          <RestoreOffer />
        </div>
      </ActionForm>
      <SupportLine />
    </PageShell>
  );
}

/** Said before a name is thought up; the create itself decides. */
function NoneLeft({ usage }: { usage: Usage }) {
  return (
    <Notice>
      {overQuotaText(usage) ?? (
        <>
          None is left. Delete <Link href="/wikis">one of your wikis</Link> before you create another.
        </>
      )}
    </Notice>
  );
}

/** The rest of the address stands beside the name, or is chosen where there is a choice. */
function NameFields({ domains }: { domains: string[] }) {
  const [first, second] = domains;
  const only = second === undefined ? first : undefined;
  return (
    <>
      <Field
        name="name"
        label="Name"
        hint={
          <>
            Lower-case letters, digits and hyphens, such as{" "}
            <span className="whitespace-nowrap">my-notes</span>.
          </>
        }
        autoComplete="off"
        verbatim
        {...(only !== undefined && { suffix: `.${only}` })}
      />
      {second !== undefined && (
        <SelectField name="domain" label="Domain" options={domains} hint="The rest of the address." />
      )}
    </>
  );
}

function OwnDomainFields() {
  return (
    <>
      <CheckboxField name="useOwn" label="Use my own domain" />
      <Field
        name="ownDomain"
        label="Your domain"
        hint="Taken instead of the name above when the box is ticked. It must lead to the farm already."
        autoComplete="off"
        verbatim
      />
    </>
  );
}
