import Link from "next/link";
import { List, Row } from "#app/components/card.tsx";
import { LinkedText } from "#app/components/linked-text.tsx";
import { SHOWN_LINES } from "#app/components/list-part.ts";
import { Parts } from "#app/components/parts.tsx";
import { Time } from "#app/components/time.tsx";
import { getConfig } from "#lib/config.ts";
import type { DeletedSite } from "#lib/sites/deleted.ts";
import type { Viewer } from "#lib/sites/queries.ts";
import { restoreBarText } from "./hold-text.ts";
import { RestoreForm } from "./restore-form.tsx";

interface DeletedListProps {
  viewer: Viewer;
  sites: DeletedSite[];
  /** How many there are, also those that aren't shown. */
  total: number;
  /** How many stand before the first that is shown. */
  skip: number;
}

/** A member's deleted wikis, each with the way back as long as the farm has it. */
export function DeletedList({ viewer, sites, total, skip }: DeletedListProps) {
  if (total === 0) return null;
  // Back at the list, which stands below the wikis.
  const href = (from: number) => `/wikis?deleted=${from}#deleted-wikis`;
  return (
    <section aria-labelledby="deleted-wikis" className="mt-10">
      <h2 id="deleted-wikis" className="mb-1 font-semibold text-xl">
        Deleted wikis
      </h2>
      <p className="mb-3 max-w-2xl text-muted">
        The farm still keeps these. Restoring one brings back its pages and its address.
      </p>
      {sites.length > 0 && (
        <List label="Deleted wikis">
          {sites.map((site) => (
            <Row key={site.id}>
              <DeletedRow viewer={viewer} site={site} />
            </Row>
          ))}
        </List>
      )}
      <Parts
        label="Deleted wikis"
        total={total}
        shown={sites.length}
        part={{ limit: SHOWN_LINES, skip, href }}
      />
    </section>
  );
}

function DeletedRow({ viewer, site }: { viewer: Viewer; site: DeletedSite }) {
  const nameId = `deleted-${site.id}`;
  const barred = restoreBarText(viewer, site, getConfig().supportUrl);
  return (
    <>
      <div className="min-w-0 grow basis-60">
        <Link
          id={nameId}
          href={`/wikis/${site.domain}`}
          className="break-words font-semibold text-accent underline underline-offset-4"
        >
          {site.domain}
        </Link>
        <p className="text-muted text-sm">
          Deleted <Time at={site.archivedAt} />
        </p>
        {barred !== undefined && (
          <p className="mt-1 max-w-2xl break-words">
            <LinkedText text={barred} />
          </p>
        )}
      </div>
      {barred === undefined && <RestoreForm site={site} describedBy={nameId} />}
    </>
  );
}
