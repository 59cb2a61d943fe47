import { LinkButton } from "#app/components/link-button.tsx";
import { LinkedText } from "#app/components/linked-text.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Time } from "#app/components/time.tsx";
import { getConfig } from "#lib/config.ts";
import type { WikiHold } from "#lib/sites/hold.ts";
import { onHoldText } from "../hold-text.ts";

interface HoldNoticeProps {
  domain: string;
  hold: WikiHold | null;
  isAdmin: boolean;
}

/** Why nothing can be done with a wiki, and, for administrators, the way to a hold's page. */
export function HoldNotice({ domain, hold, isAdmin }: HoldNoticeProps) {
  const label = hold === null ? "Put on hold" : "Change or lift the hold";
  return (
    <>
      {hold !== null && <Held hold={hold} isAdmin={isAdmin} />}
      {isAdmin && (
        <div className="mb-6">
          <LinkButton href={`/wikis/${domain}/hold`}>{label}</LinkButton>
        </div>
      )}
    </>
  );
}

function Held({ hold, isAdmin }: { hold: WikiHold; isAdmin: boolean }) {
  if (!isAdmin) {
    return (
      <Notice>
        <LinkedText text={onHoldText(hold.reason, getConfig().supportUrl)} />
      </Notice>
    );
  }
  return (
    <Notice>
      <p className="font-semibold">On hold: its owner can neither delete nor restore it.</p>
      <p>{hold.reason}</p>
      <p className="text-muted">
        {hold.setBy === null ? "Set from the command line" : `Set by ${hold.setBy.name}`} on{" "}
        <Time at={hold.at} />
      </p>
    </Notice>
  );
}
