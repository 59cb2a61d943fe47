import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireMember } from "#app/auth/session.ts";
import { ActionForm } from "#app/components/action-form.tsx";
import { Field } from "#app/components/field.tsx";
import { Heading } from "#app/components/heading.tsx";
import { PageShell } from "#app/components/page-shell.tsx";
import { SubmitButton } from "#app/components/submit-button.tsx";
import { OperationField } from "#app/operations/operation-field.tsx";
import { initialFormState, type SearchParams } from "#app/stale-form.ts";
import { SupportLine } from "#app/wikis/support-line.tsx";
import { getConfig } from "#lib/config.ts";
import { wikiHold } from "#lib/sites/hold.ts";
import { isOwn, visibleSite } from "#lib/sites/queries.ts";
import { siteUrl } from "#lib/sites/site-url.ts";
import { HoldLink, HoldNotice } from "../hold-notice.tsx";
import { deleteWiki } from "./actions.ts";

export const metadata: Metadata = { title: "Delete a wiki" };

interface DeletePageProps {
  params: Promise<{ domain: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function DeletePage({ params, searchParams }: DeletePageProps) {
  const { domain } = await params;
  const member = await requireMember(`/wikis/${domain}/delete`);
  const site = await visibleSite(member, domain);
  if (site === null) notFound();
  const hold = isOwn(member, site) ? await wikiHold(member, domain) : null;
  const exportUrl = new URL("/system/export.json", siteUrl(getConfig().fedwikiSiteUrl, domain)).href;
  return (
    <PageShell member={member}>
      <Heading>Delete {domain}?</Heading>
      {hold === null ? (
        <>
          <WhatHappens exportUrl={exportUrl} />
          <ActionForm action={deleteWiki} initial={initialFormState(await searchParams)}>
            <OperationField fresh={randomUUID()} />
            <input type="hidden" name="site" value={site.id} />
            <input type="hidden" name="domain" value={domain} />
            <Field name="confirmation" label={`Type ${domain} to confirm`} autoComplete="off" verbatim />
            <SubmitButton kind="danger">Delete wiki</SubmitButton>
          </ActionForm>
        </>
      ) : (
        <>
          <HoldNotice hold={hold} isAdmin={member.isAdmin} />
          <HoldLink domain={domain} hold={hold} isAdmin={member.isAdmin} />
        </>
      )}
      <SupportLine />
    </PageShell>
  );
}

function WhatHappens({ exportUrl }: { exportUrl: string }) {
  return (
    <div className="mb-6">
      <p className="mb-3">
        Nobody can read the wiki&apos;s pages any more, and its name stays taken. The pages are hidden, not
        erased; uploaded files and page titles stay reachable until an administrator erases them.
      </p>
      <p>
        <a href={exportUrl} download>
          Download a copy of the pages
        </a>{" "}
        first: afterwards there is none to be had. A browser that shows it instead can save it.
      </p>
    </div>
  );
}
