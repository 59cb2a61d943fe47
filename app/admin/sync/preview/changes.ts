/** What a sync does to wikis, by the code of a preview's lines, in the order in which a page shows it. */
const changes: readonly { change: string; title: string }[] = [
  { change: "refused-gone", title: "Refused: gone from the farm" },
  { change: "refused-archived", title: "Refused: archived on the farm" },
  { change: "refused-lost", title: "Refused: deleted wikis that are gone from the farm" },
  { change: "refused-returned", title: "Refused: live on the farm again" },
  { change: "refused-ownerLost", title: "Refused: without their owner on the farm" },
  { change: "sync-removed", title: "Removed" },
  { change: "sync-archived", title: "Moved to the deleted wikis" },
  { change: "sync-lost", title: "Deleted wikis that are gone from the farm" },
  { change: "sync-returned", title: "Come back" },
  { change: "sync-added", title: "Added" },
  { change: "sync-found-archived", title: "Added to the deleted wikis" },
  { change: "sync-assigned", title: "Given to their owner" },
  { change: "sync-readonly", title: "Read-only from now on" },
  { change: "sync-active", title: "Editable again" },
];

const places = new Map(changes.map(({ change }, place) => [change, place]));

/** In the order above; what a newer worker calls otherwise comes last, under its own name. */
export function inOrder<T extends { change: string }>(groups: T[]): (T & { title: string })[] {
  const placeOf = ({ change }: T) => places.get(change) ?? changes.length;
  return groups
    .map((group) => ({ ...group, title: changes[placeOf(group)]?.title ?? group.change }))
    .sort((one, other) => placeOf(one) - placeOf(other));
}
