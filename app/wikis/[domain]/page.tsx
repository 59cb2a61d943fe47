import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireMember } from "#app/auth/session.ts";
import { buttonStyle } from "#app/components/button-style.ts";
import { Heading } from "#app/components/heading.tsx";
import { LinkButton } from "#app/components/link-button.tsx";
import { OutOfDate } from "#app/components/out-of-date.tsx";
import { PageShell } from "#app/components/page-shell.tsx";
import { StatusMessage } from "#app/components/status-message.tsx";
import { readNotice } from "#app/operations/notice.ts";
import type { SearchParams } from "#app/stale-form.ts";
import { getConfig } from "#lib/config.ts";
import { farmClient } from "#lib/farm/client.ts";
import { currentFacts } from "#lib/sites/current-facts.ts";
import { visibleSite } from "#lib/sites/queries.ts";
import { siteUrl } from "#lib/sites/site-url.ts";
import { SupportLine } from "../support-line.tsx";
import { OwnerLine } from "./owner-line.tsx";
import { WikiFacts } from "./wiki-facts.tsx";

interface WikiPageProps {
  params: Promise<{ domain: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: WikiPageProps): Promise<Metadata> {
  return { title: (await params).domain };
}

/** One wiki, for its owner and for administrators. */
export default async function WikiPage({ params, searchParams }: WikiPageProps) {
  const { domain } = await params;
  const asked = await searchParams;
  const here = `/wikis/${domain}`;
  const member = await requireMember(here);
  const site = await visibleSite(member, domain);
  if (site === null) notFound();
  // Looking at an address before its wiki is made could take the name.
  const isMade = site.state !== "creating";
  const config = getConfig();
  const [current, notice] = await Promise.all([
    currentFacts(site, farmClient(config)),
    readNotice(member, asked.operation, here),
  ]);
  return (
    <PageShell member={member}>
      <Heading>{domain}</Heading>
      <OutOfDate asked={asked} />
      {notice && <StatusMessage focus>{notice}</StatusMessage>}
      <OwnerLine site={site} viewerId={member.id} />
      {isMade && <OpenLine url={siteUrl(config.fedwikiSiteUrl, domain)} />}
      <WikiFacts site={site} current={current} />
      {isMade && <LinkButton href={`${here}/delete`}>Delete</LinkButton>}
      <SupportLine />
    </PageShell>
  );
}

function OpenLine({ url }: { url: string }) {
  return (
    <div className="mb-6 flex flex-wrap items-center gap-x-5 gap-y-3">
      <a href={url} className={buttonStyle("main")}>
        Open
      </a>
      <p className="min-w-0 grow basis-80 text-muted">
        Sign in on the wiki too, with the same account. Changes that you make there before that stay in this
        browser only.
      </p>
    </div>
  );
}
