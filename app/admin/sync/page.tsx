import type { Metadata } from "next";
import { requireAdmin } from "#app/auth/session.ts";
import { Heading } from "#app/components/heading.tsx";
import { PageAlert } from "#app/components/page-alert.tsx";
import { PageShell } from "#app/components/page-shell.tsx";
import { StatusMessage } from "#app/components/status-message.tsx";
import { readNotice } from "#app/operations/notice.ts";
import { initialFormState, type SearchParams } from "#app/stale-form.ts";
import { Overdue, RefusedNotice } from "./attention.tsx";
import { doneText } from "./done-text.ts";
import { FindingsList, GoneHolds } from "./findings-list.tsx";
import { activeInterval, readHealth, readOverview } from "./overview.ts";
import { PreviewCard } from "./preview-card.tsx";
import { RecentSyncs } from "./recent-syncs.tsx";
import { readSchedule } from "./schedule.ts";
import { ScheduleCard } from "./schedule-card.tsx";
import { WaitingForRestart } from "./waiting-for-restart.tsx";

export const metadata: Metadata = { title: "Sync" };

export default async function SyncPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const member = await requireAdmin("/admin/sync");
  const asked = await searchParams;
  const [schedule, overview, notice] = await Promise.all([
    readSchedule(),
    readOverview(member),
    readNotice(member, asked.operation, "/admin/sync"),
  ]);
  const health = await readHealth(member, schedule);
  const intervalMs = activeInterval(schedule);
  const done = doneText(asked.done, schedule, overview.names) ?? notice;
  return (
    <PageShell member={member} wide>
      <Heading>Sync</Heading>
      <p className="mb-6 max-w-2xl text-muted">
        The sync compares the console with the farm: it adds wikis that were made there and removes those that
        are gone.
      </p>
      {done !== undefined && <StatusMessage focus>{done}</StatusMessage>}
      {intervalMs !== undefined && <Overdue health={health} intervalMs={intervalMs} />}
      <RefusedNotice refused={overview.refused} />
      {schedule.state === "known" ? (
        <ScheduleCard info={schedule.info} initial={initialFormState(asked)} />
      ) : (
        <PageAlert>{absenceText(schedule.state)}</PageAlert>
      )}
      <PreviewCard last={overview.preview} />
      <WaitingForRestart names={overview.names} wikis={overview.wikis} />
      <GoneHolds found={overview.held} />
      <FindingsList all={overview.found} consoles={overview.consoles} />
      <RecentSyncs runs={overview.runs} slowFarmMs={health?.slowFarmMs ?? null} />
    </PageShell>
  );
}

function absenceText(state: "missing" | "unreachable"): string {
  return state === "missing"
    ? "The sync isn't set up: set fedwiki-sync-enabled and start a worker."
    : "Temporal, which runs the sync, doesn't answer, so its state isn't known. Reload this page in a minute; if it stays so, see whether Temporal is running.";
}
