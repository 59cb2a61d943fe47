import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireMember } from "#app/auth/session.ts";
import { Heading } from "#app/components/heading.tsx";
import { OutOfDate } from "#app/components/out-of-date.tsx";
import { PageShell } from "#app/components/page-shell.tsx";
import { StatusMessage } from "#app/components/status-message.tsx";
import { readNotice } from "#app/operations/notice.ts";
import type { SearchParams } from "#app/stale-form.ts";
import { visibleDeletedSite } from "#lib/sites/deleted.ts";
import { type WikiHold, wikiHold } from "#lib/sites/hold.ts";
import { visibleSite } from "#lib/sites/queries.ts";
import { SupportLine } from "../support-line.tsx";
import { DeletedWiki } from "./deleted-wiki.tsx";
import { doneWithHold } from "./hold-done.ts";
import { HoldLink, HoldNotice } from "./hold-notice.tsx";
import { LiveWiki } from "./live-wiki.tsx";

interface WikiPageProps {
  params: Promise<{ domain: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: WikiPageProps): Promise<Metadata> {
  return { title: (await params).domain };
}

/** One wiki, also a deleted one, for its owner and for administrators; for these also what is left of a gone one. */
export default async function WikiPage({ params, searchParams }: WikiPageProps) {
  const { domain } = await params;
  const asked = await searchParams;
  const here = `/wikis/${domain}`;
  const member = await requireMember(here);
  const [site, deleted] = await Promise.all([
    visibleSite(member, domain),
    visibleDeletedSite(member, { domain }),
  ]);
  const [hold, done] = await Promise.all([
    wikiHold(member, domain),
    readNotice(member, asked.operation, here),
  ]);
  const isGone = site === null && deleted === null;
  if (isGone && hold === null) notFound();
  const notice = done ?? doneWithHold(asked.done, hold);
  return (
    <PageShell member={member}>
      <Heading>{domain}</Heading>
      <OutOfDate asked={asked} />
      {notice && <StatusMessage focus>{notice}</StatusMessage>}
      <HoldNotice hold={hold} isAdmin={member.isAdmin} isGone={isGone} />
      {site !== null && <LiveWiki site={site} viewer={member} hold={hold} />}
      {isGone && <GoneWiki domain={domain} hold={hold} />}
      {site === null && deleted !== null && <DeletedWiki site={deleted} viewer={member} hold={hold} />}
      <SupportLine />
    </PageShell>
  );
}

/** A hold stays with its name, so that it can't be had back by other ways. */
function GoneWiki({ domain, hold }: { domain: string; hold: WikiHold | null }) {
  return (
    <>
      <p className="mb-6">The wiki is gone. While the hold stands, no member can create one of this name.</p>
      <HoldLink domain={domain} hold={hold} isAdmin />
    </>
  );
}
