import type { Metadata } from "next";
import { requireMember } from "#app/auth/session.ts";
import { Heading } from "#app/components/heading.tsx";
import { LinkButton } from "#app/components/link-button.tsx";
import { readSkip, SHOWN_LINES } from "#app/components/list-part.ts";
import { OutOfDate } from "#app/components/out-of-date.tsx";
import { PageShell } from "#app/components/page-shell.tsx";
import { StatusMessage } from "#app/components/status-message.tsx";
import { readNotice } from "#app/operations/notice.ts";
import type { SearchParams } from "#app/stale-form.ts";
import { getConfig } from "#lib/config.ts";
import { deletedSites } from "#lib/sites/deleted.ts";
import { ownSites, siteUsage, type Usage, waitingCreates } from "#lib/sites/queries.ts";
import { DeletedList } from "./deleted-list.tsx";
import { SupportLine } from "./support-line.tsx";
import { overQuotaText, usageText } from "./usage-text.ts";
import { WaitingCreates } from "./waiting-creates.tsx";
import { WikiList } from "./wiki-list.tsx";

export const metadata: Metadata = { title: "Your wikis" };

/** A member's own wikis, what is being done with them, and the way to another one. */
export default async function WikisPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const member = await requireMember("/wikis");
  const asked = await searchParams;
  const skip = readSkip(asked.deleted);
  const [sites, waiting, deleted, usage, notice] = await Promise.all([
    ownSites(member.id),
    waitingCreates(member.id),
    deletedSites(member.id, { limit: SHOWN_LINES, skip }),
    siteUsage(member, getConfig().fedwikiSiteQuota),
    readNotice(member, asked.operation, "/wikis"),
  ]);
  return (
    <PageShell member={member} wide>
      <Heading>Your wikis</Heading>
      <OutOfDate asked={asked} />
      {notice && <StatusMessage focus>{notice}</StatusMessage>}
      <div className="mb-6 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <UsageLine usage={usage} />
        <LinkButton href="/wikis/new" kind="main">
          Create a wiki
        </LinkButton>
      </div>
      <WaitingCreates waiting={waiting} />
      {sites.length > 0 ? <WikiList sites={sites} /> : waiting.length === 0 && <NoWikis />}
      <DeletedList viewer={member} sites={deleted.shown} total={deleted.total} skip={skip} />
      <SupportLine />
    </PageShell>
  );
}

function UsageLine({ usage }: { usage: Usage }) {
  const over = overQuotaText(usage);
  return (
    <div>
      <p className="text-muted">{usageText(usage)}</p>
      {over !== undefined && <p>{over}</p>}
    </div>
  );
}

function NoWikis() {
  return (
    <div className="mb-6 rounded-lg border border-line border-dashed px-5 py-10 text-center">
      <p className="mb-1 font-semibold">You have no wiki yet.</p>
      <p className="mx-auto max-w-xl text-balance text-muted">
        A wiki is a site of your own, under a name of your own, that everybody can read and only you can edit.
        Make one with the button above.
      </p>
    </div>
  );
}
