import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { requireAdmin } from "#app/auth/session.ts";
import { ActionForm } from "#app/components/action-form.tsx";
import { Heading } from "#app/components/heading.tsx";
import { LineList } from "#app/components/line-list.tsx";
import { LinkButton } from "#app/components/link-button.tsx";
import { readSkip, SHOWN_LINES } from "#app/components/list-part.ts";
import { PageShell } from "#app/components/page-shell.tsx";
import { SubmitButton } from "#app/components/submit-button.tsx";
import { absoluteTime } from "#app/components/time-text.ts";
import { initialFormState, type SearchParams } from "#app/stale-form.ts";
import { ownerLabel } from "#lib/sites/labels.ts";
import { type KeptName, keptNames, type SecuredWiki, securedWikis } from "#lib/sync-findings.ts";
import { databaseTime } from "#lib/sync-repairs.ts";
import { sayRestarted } from "./actions.ts";

export const metadata: Metadata = { title: "Was the farm restarted?" };

/** What waits for a restart of the farm, and where an administrator says that there was one. */
export default async function RestartPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const member = await requireAdmin("/admin/sync/restart");
  // Before the rest is read: what is removed later may not be shown, and isn't what somebody then speaks of.
  const until = await databaseTime();
  const asked = await searchParams;
  const namesPart = { limit: SHOWN_LINES, skip: readSkip(asked.names) };
  const wikisPart = { limit: SHOWN_LINES, skip: readSkip(asked.wikis) };
  const [names, wikis] = await Promise.all([keptNames(member, namesPart), securedWikis(member, wikisPart)]);
  if (names.total + wikis.total === 0) redirect("/admin/sync");
  return (
    <PageShell member={member} wide>
      <Heading>Was the farm restarted?</Heading>
      <div className="mb-6 max-w-2xl">
        <p className="mb-3">
          A running farm goes on serving a wiki whose folder is gone, to its old owner, and doesn&apos;t learn
          who owns one that somebody visited too early. Only a restart ends both. Wikis being secured open by
          themselves within minutes of it, if the farm has their owner.json; names are kept until somebody
          says that there was one.
        </p>
        {names.total > 0 && (
          <p>
            Say so only after every process of the farm was stopped and started: otherwise whoever takes one
            of these names gets a wiki that somebody else can change. This frees the names, and nothing else.
          </p>
        )}
      </div>
      {names.total > 0 && (
        <section className="mb-6">
          <h2 className="mb-2 font-semibold text-xl">Names kept for their last owner</h2>
          <LineList
            label="Names kept for their last owner"
            total={names.total}
            lines={names.rows.map((name) => ({ domain: name.domain, text: keptText(name) }))}
            part={{ ...namesPart, href: (from) => `/admin/sync/restart?names=${from}` }}
          />
        </section>
      )}
      {wikis.total > 0 && (
        <section className="mb-6">
          <h2 className="mb-2 font-semibold text-xl">Wikis being secured</h2>
          <LineList
            label="Wikis being secured"
            total={wikis.total}
            lines={wikis.rows.map((wiki) => ({ domain: wiki.domain, text: securedText(wiki) }))}
            part={{ ...wikisPart, href: (from) => `/admin/sync/restart?wikis=${from}` }}
          />
        </section>
      )}
      {names.total > 0 ? (
        <ActionForm action={sayRestarted} initial={initialFormState(asked)}>
          <input type="hidden" name="until" value={until.toISOString()} />
          <div className="flex flex-wrap gap-3">
            <SubmitButton>The farm was restarted</SubmitButton>
            <LinkButton href="/admin/sync">Back to the sync</LinkButton>
          </div>
        </ActionForm>
      ) : (
        <LinkButton href="/admin/sync">Back to the sync</LinkButton>
      )}
    </PageShell>
  );
}

function keptText({ at, ...name }: KeptName): string {
  const owner = ownerLabel(name);
  return `${owner === undefined ? "Unassigned" : `For ${owner}`}, since ${absoluteTime(at)}`;
}

/** The farm may go on refusing to close a wiki: whoever looks here can see what is wrong with it. */
function securedText({ securedAt, isClosed }: SecuredWiki): string {
  const since = securedAt === null ? "" : ` since ${absoluteTime(securedAt)}`;
  return isClosed ? `Read-only${since}` : `To be read-only${since}; the farm hasn't closed it yet`;
}
