import Link from "next/link";
import { Badge } from "#app/components/badge.tsx";
import { buttonStyle } from "#app/components/button-style.ts";
import { List, Row } from "#app/components/card.tsx";
import { getConfig } from "#lib/config.ts";
import type { OwnSite } from "#lib/sites/queries.ts";
import { isNewlyReturned } from "#lib/sites/returned.ts";
import { siteUrl } from "#lib/sites/site-url.ts";
import { SiteStateBadge } from "./site-state-badge.tsx";

export function WikiList({ sites }: { sites: OwnSite[] }) {
  const { fedwikiSiteUrl } = getConfig();
  return (
    <List label="Your wikis">
      {sites.map((site) => (
        <Row key={site.id}>
          <WikiRow site={site} url={siteUrl(fedwikiSiteUrl, site.domain)} />
        </Row>
      ))}
    </List>
  );
}

function WikiRow({ site, url }: { site: OwnSite; url: string }) {
  const nameId = `wiki-${site.id}`;
  return (
    <>
      <Link
        id={nameId}
        href={`/wikis/${site.domain}`}
        className="min-w-0 grow basis-60 break-words font-semibold text-accent underline underline-offset-4"
      >
        {site.domain}
      </Link>
      <SiteStateBadge site={site} describedBy={nameId} />
      {site.isOnHold && <Badge tone="warn">On hold</Badge>}
      {isNewlyReturned(site) && <Badge tone="warn">Came back by itself</Badge>}
      {/* Looking at an address before its wiki is made could take the name. */}
      {site.state !== "creating" && (
        <a href={url} aria-describedby={nameId} className={`${buttonStyle("plain")} ml-auto`}>
          Open
        </a>
      )}
    </>
  );
}
