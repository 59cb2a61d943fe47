import Link from "next/link";
import { Badge, type BadgeTone } from "#app/components/badge.tsx";
import type { SiteState } from "#lib/generated/prisma/client.ts";
import { siteStateLabel } from "#lib/sites/labels.ts";
import type { ListedSite } from "#lib/sites/queries.ts";

/**
 * A wiki's state and, while an operation holds it, the way to that operation's page.
 * @param describedBy id of the wiki's name, since links of one name stand in a list
 */
export function SiteStateBadge({ site, describedBy }: { site: ListedSite; describedBy?: string }) {
  const { state, operation } = site;
  const isUnknown = operation?.state === "unknown";
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
      <Badge tone={isUnknown ? "warn" : tones[state]}>{siteStateLabel(state, isUnknown)}</Badge>
      {operation && (
        <Link href={`/operations/${operation.id}`} aria-describedby={describedBy}>
          {isUnknown ? "What happened" : "Follow"}
        </Link>
      )}
    </span>
  );
}

const tones: Record<SiteState, BadgeTone> = {
  creating: "busy",
  active: "calm",
  readonly: "calm",
  deleting: "busy",
  restoring: "busy",
};
