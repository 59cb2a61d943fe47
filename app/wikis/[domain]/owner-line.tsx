import { type Owned, ownerLabel } from "#lib/sites/labels.ts";

interface OwnerLineProps {
  site: Owned & { ownerId: number };
  viewerId: number;
  name: "Owner" | "Last owner";
}

/** Whose wiki an administrator looks at; nothing on one's own. */
export function OwnerLine({ site, viewerId, name }: OwnerLineProps) {
  const owner = ownerLabel(site);
  if (owner === undefined)
    return <p className="mb-6">Unassigned: the console doesn&apos;t know its owner.</p>;
  if (site.ownerId === viewerId) return null;
  return (
    <p className="mb-6">
      {name}: {owner}
    </p>
  );
}
