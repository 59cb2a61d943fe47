import { LinkButton } from "#app/components/link-button.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Time } from "#app/components/time.tsx";
import { intervalText } from "#app/components/time-text.ts";
import type { RefusedRun, SyncHealth } from "#lib/sync-overview.ts";
import { refusedWording } from "./refused/wording.ts";

interface OverdueProps {
  health: SyncHealth | null;
  intervalMs: number;
}

/** The sync hasn't done its work for three intervals, for whatever reason. */
export function Overdue({ health, intervalMs }: OverdueProps) {
  if (health === null || !health.isOverdue) return null;
  return (
    <Notice urgent>
      <p className="font-semibold">
        {health.lastGoodAt === null ? (
          "No sync has succeeded yet."
        ) : (
          <>
            No sync has succeeded since <Time at={health.lastGoodAt} />.
          </>
        )}
      </p>
      <p>
        One is due every {intervalText(intervalMs)}. See below how the last ones ended, whether a worker runs,
        and what its log says.
      </p>
    </Notice>
  );
}

/** A refused run, with its figures and the way to have it applied. */
export function RefusedNotice({ refused }: { refused: RefusedRun | null }) {
  if (refused === null) return null;
  const { run, removals } = refused;
  return (
    <Notice urgent>
      <p className="font-semibold">
        The sync of <Time at={run.startedAt} /> was refused, and nothing was changed.
      </p>
      {run.error !== null && <p>{run.error}</p>}
      {removals.total > 0 && (
        <p className="mt-3 mb-1">
          <LinkButton href="/admin/sync/refused">{refusedWording(run).button}</LinkButton>
        </p>
      )}
    </Notice>
  );
}
