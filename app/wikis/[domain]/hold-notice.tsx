import { LinkButton } from "#app/components/link-button.tsx";
import { LinkedText } from "#app/components/linked-text.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Time } from "#app/components/time.tsx";
import { getConfig } from "#lib/config.ts";
import type { WikiHold } from "#lib/sites/hold.ts";
import { onHoldText } from "../hold-text.ts";

interface HoldNoticeProps {
  hold: WikiHold | null;
  isAdmin: boolean;
  /** Its name alone is left. */
  isGone?: boolean;
}

/** Why nothing can be done with a wiki. */
export function HoldNotice({ hold, ...others }: HoldNoticeProps) {
  return hold !== null && <Held hold={hold} {...others} />;
}

/** The way to a wiki's hold, beside what else can be done with it; for administrators alone. */
export function HoldLink({ domain, hold, isAdmin }: Omit<HoldNoticeProps, "isGone"> & { domain: string }) {
  const label = hold === null ? "Put on hold" : "Change or lift the hold";
  return isAdmin && <LinkButton href={`/wikis/${domain}/hold`}>{label}</LinkButton>;
}

function Held({ hold, isAdmin, isGone = false }: HoldNoticeProps & { hold: WikiHold }) {
  if (!isAdmin) {
    return (
      <Notice>
        <LinkedText text={onHoldText(hold.reason, getConfig().supportUrl)} />
      </Notice>
    );
  }
  return (
    <Notice>
      <p className="font-semibold">
        {isGone ? "This name is on hold." : "On hold: its owner can neither delete nor restore it."}
      </p>
      <p>{hold.reason}</p>
      <p className="text-muted">
        {hold.setBy === null ? "Set from the command line" : `Set by ${hold.setBy.name}`} on{" "}
        <Time at={hold.at} />
      </p>
    </Notice>
  );
}
