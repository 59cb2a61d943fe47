import { buttonStyle } from "#app/components/button-style.ts";
import { LinkButton } from "#app/components/link-button.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Time } from "#app/components/time.tsx";
import { getConfig } from "#lib/config.ts";
import { farmClient } from "#lib/farm/client.ts";
import { currentFacts } from "#lib/sites/current-facts.ts";
import type { WikiHold } from "#lib/sites/hold.ts";
import { type DetailedSite, isOwn, type Viewer } from "#lib/sites/queries.ts";
import { isNewlyReturned } from "#lib/sites/returned.ts";
import { siteUrl } from "#lib/sites/site-url.ts";
import { HoldLink } from "./hold-notice.tsx";
import { OwnerLine } from "./owner-line.tsx";
import { WikiFacts } from "./wiki-facts.tsx";

interface LiveWikiProps {
  site: DetailedSite;
  viewer: Viewer;
  hold: WikiHold | null;
}

/** A wiki that the console has: what it is, the way to it, and what can be done with it. */
export async function LiveWiki({ site, viewer, hold }: LiveWikiProps) {
  const { domain } = site;
  const config = getConfig();
  // Looking at an address before its wiki is made could take the name.
  const isMade = site.state !== "creating";
  const mayDelete = isMade && (hold === null || !isOwn(viewer, site));
  const current = await currentFacts(site, farmClient(config));
  return (
    <>
      <OwnerLine site={site} viewerId={viewer.id} name="Owner" />
      {isMade && <OpenLine url={siteUrl(config.fedwikiSiteUrl, domain)} />}
      {isNewlyReturned(site) && <Returned at={site.returnedAt} />}
      {site.securedAt && <Secured />}
      <WikiFacts site={site} current={current} />
      <div className="flex flex-wrap gap-3">
        {mayDelete && <LinkButton href={`/wikis/${domain}/delete`}>Delete</LinkButton>}
        <HoldLink domain={domain} hold={hold} isAdmin={viewer.isAdmin} />
      </div>
    </>
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

function Returned({ at }: { at: Date }) {
  return (
    <Notice>
      This wiki was deleted and came back by itself: since <Time at={at} /> the farm has it as a live one
      again, and everybody can read it. If it shouldn&apos;t be, delete it once more.
    </Notice>
  );
}

function Secured() {
  return (
    <Notice>
      This wiki is being secured: it can be read, but not changed, until it shows its owner. That takes a
      restart of the farm, or its address to be reachable. If it lasts, ask an administrator.
    </Notice>
  );
}
