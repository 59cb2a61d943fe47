import { LinkedText } from "#app/components/linked-text.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Time } from "#app/components/time.tsx";
import { getConfig } from "#lib/config.ts";
import type { DeletedSite } from "#lib/sites/deleted.ts";
import type { WikiHold } from "#lib/sites/hold.ts";
import type { Viewer } from "#lib/sites/queries.ts";
import { restoreBarText } from "../hold-text.ts";
import { RestoreForm } from "../restore-form.tsx";
import { HoldLink } from "./hold-notice.tsx";
import { OwnerLine } from "./owner-line.tsx";

interface DeletedWikiProps {
  site: DeletedSite;
  viewer: Viewer;
  hold: WikiHold | null;
}

/** What is left of a deleted wiki: when that was, and the way back. */
export function DeletedWiki({ site, viewer, hold }: DeletedWikiProps) {
  const barred = restoreBarText(viewer, site, getConfig().supportUrl);
  return (
    <>
      <OwnerLine site={site} viewerId={viewer.id} name="Last owner" />
      <p className="mb-6">
        Deleted <Time at={site.archivedAt} />
        {site.archivedById === null && ", as a sync found on the farm"}. The farm still keeps it: its pages
        are hidden, and its name stays taken.
      </p>
      {barred !== undefined && hold === null && (
        <Notice>
          <LinkedText text={barred} />
        </Notice>
      )}
      <div className="flex flex-wrap gap-3">
        {barred === undefined && <RestoreForm site={site} kind="main" />}
        <HoldLink domain={site.domain} hold={hold} isAdmin={viewer.isAdmin} />
      </div>
    </>
  );
}
