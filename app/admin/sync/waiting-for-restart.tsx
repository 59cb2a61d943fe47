import { Card } from "#app/components/card.tsx";
import { LinkButton } from "#app/components/link-button.tsx";

/** What only a restart of the farm ends, and the way to say that there was one. */
export function WaitingForRestart({ names, wikis }: { names: number; wikis: number }) {
  if (names + wikis === 0) return null;
  const parts = [
    ...(names > 0
      ? [names === 1 ? "1 name is kept for its last owner" : `${names} names are kept for their last owner`]
      : []),
    ...(wikis > 0 ? [wikis === 1 ? "1 wiki is being secured" : `${wikis} wikis are being secured`] : []),
  ];
  return (
    <Card>
      <h2 className="mb-1 font-semibold text-xl">Waiting for a restart of the farm</h2>
      <p className="mb-4 max-w-2xl text-muted">
        {parts.join(", and ")}, until the farm has been restarted.
        {wikis > 0 &&
          " Wikis being secured open by themselves after that if the farm has their owner.json, and those that only gave no answer once the worker reaches them at fedwiki-site-url."}
      </p>
      <LinkButton href="/admin/sync/restart">
        {names > 0 ? "The farm was restarted" : "Wikis being secured"}
      </LinkButton>
    </Card>
  );
}
