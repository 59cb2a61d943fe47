import type { DetailedSite } from "#lib/sites/queries.ts";

/** Whose wiki an administrator looks at; nothing on one's own. */
export function OwnerLine({ site, viewerId }: { site: DetailedSite; viewerId: number }) {
  if (site.ownerSource === "default")
    return <p className="mb-6">Unassigned: the console doesn&apos;t know its owner.</p>;
  if (site.ownerId === viewerId) return null;
  return (
    <p className="mb-6">
      Owner: {site.owner.name} ({site.owner.username})
    </p>
  );
}
