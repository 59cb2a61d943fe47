import { LinkedText } from "#app/components/linked-text.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Time } from "#app/components/time.tsx";
import { getConfig } from "#lib/config.ts";
import type { DeletedSite } from "#lib/sites/deleted.ts";
import type { Viewer } from "#lib/sites/queries.ts";
import { restoreBarText } from "../hold-text.ts";
import { RestoreForm } from "../restore-form.tsx";

/** What is left of a deleted wiki: when that was, and the way back. */
export function DeletedWiki({ site, viewer }: { site: DeletedSite; viewer: Viewer }) {
  const barred = restoreBarText(viewer, site, getConfig().supportUrl);
  return (
    <>
      {site.ownerId !== viewer.id && <p className="mb-4">Last owner: {site.ownerName}</p>}
      <p className="mb-6">
        Deleted <Time at={site.archivedAt} />
        {site.archivedById === null && ", as a sync found on the farm"}. The farm still keeps it: its pages
        are hidden, and its name stays taken.
      </p>
      {barred === undefined ? (
        <div className="mb-6">
          <RestoreForm site={site} kind="main" />
        </div>
      ) : (
        site.holdReason === null && (
          <Notice>
            <LinkedText text={barred} />
          </Notice>
        )
      )}
    </>
  );
}
