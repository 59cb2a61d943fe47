import type { ReactNode } from "react";
import { Card, Fact, Facts } from "#app/components/card.tsx";
import { Time } from "#app/components/time.tsx";
import type { CurrentFacts } from "#lib/sites/current-facts.ts";
import { storageLabel } from "#lib/sites/labels.ts";
import type { DetailedSite } from "#lib/sites/queries.ts";
import { SiteStateBadge } from "../site-state-badge.tsx";

const NOT_KNOWN = "Not known yet";

/** A wiki's state and size, with the time they are from when the farm couldn't be asked. */
export function WikiFacts({ site, current }: { site: DetailedSite; current: CurrentFacts }) {
  const { pages, storageBytes, lastModified } = current.facts;
  return (
    <Card>
      <Facts>
        <Fact name="State">
          <SiteStateBadge site={site} />
          <Difference site={site} current={current} />
        </Fact>
        <Fact name="Pages">{pages ?? NOT_KNOWN}</Fact>
        <Fact name="Storage">{storageBytes === undefined ? NOT_KNOWN : storageLabel(storageBytes)}</Fact>
        <Fact name="Last change">{lastModified ? <Time at={lastModified} /> : NOT_KNOWN}</Fact>
      </Facts>
      <AsOf current={current} />
    </Card>
  );
}

/** The console learns from the next sync what was done on the farm itself; the page needn't wait for it. */
function Difference({ site, current: { facts } }: { site: DetailedSite; current: CurrentFacts }): ReactNode {
  if (site.state !== "active" && site.state !== "readonly") return null;
  switch (facts.status) {
    case undefined:
    case site.state:
      return null;
    case "absent":
      return " The farm doesn't have it any more.";
    case "archived":
      return " The farm says that it is archived: its pages are hidden.";
    case "readonly":
      return " The farm says that it is read-only.";
    case "active":
      return " The farm says that it can be edited again.";
    default:
      return facts.status satisfies never;
  }
}

function AsOf({ current }: { current: CurrentFacts }): ReactNode {
  if (current.source === "farm") return null;
  return (
    <p className="text-muted">
      The wiki farm didn&apos;t answer just now.{" "}
      {current.confirmedAt && (
        <>
          This is what it said on <Time at={current.confirmedAt} />.
        </>
      )}
    </p>
  );
}
