import type { Metadata } from "next";
import { requireAdmin } from "#app/auth/session.ts";
import { Heading } from "#app/components/heading.tsx";
import { PageAlert } from "#app/components/page-alert.tsx";
import { PageShell } from "#app/components/page-shell.tsx";
import { StatusMessage } from "#app/components/status-message.tsx";
import { readNotice } from "#app/operations/notice.ts";
import { initialFormState, type SearchParams } from "#app/stale-form.ts";
import { recentSyncRuns } from "#lib/sync-runs.ts";
import { RecentSyncs } from "./recent-syncs.tsx";
import { readSchedule, type Schedule } from "./schedule.ts";
import { ScheduleCard } from "./schedule-card.tsx";

export const metadata: Metadata = { title: "Sync" };

const SHOWN_RUNS = 20;

export default async function SyncPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const member = await requireAdmin("/admin/sync");
  const asked = await searchParams;
  const [schedule, runs, notice] = await Promise.all([
    readSchedule(),
    recentSyncRuns(member, SHOWN_RUNS),
    readNotice(member, asked.operation, "/admin/sync"),
  ]);
  const done = doneText(asked.done, schedule) ?? notice;
  return (
    <PageShell member={member} wide>
      <Heading>Sync</Heading>
      <p className="mb-6 max-w-2xl text-muted">
        The sync compares the console with the farm: it adds wikis that were made there and removes those that
        are gone.
      </p>
      {done !== undefined && <StatusMessage focus>{done}</StatusMessage>}
      {schedule.state === "known" ? (
        <ScheduleCard info={schedule.info} initial={initialFormState(asked)} />
      ) : (
        <PageAlert>{absenceText(schedule.state)}</PageAlert>
      )}
      <RecentSyncs runs={runs} />
    </PageShell>
  );
}

/** Said only while it is so: another administrator may have been here since. */
function doneText(done: SearchParams[string], schedule: Schedule): string | undefined {
  if (schedule.state !== "known") return undefined;
  if (done === "pause" && schedule.info.paused)
    return "The sync is paused. It runs only when somebody asks for it.";
  if (done === "resume" && !schedule.info.paused) return "The sync is active again.";
  return undefined;
}

function absenceText(state: "missing" | "unreachable"): string {
  return state === "missing"
    ? "The sync isn't set up: set fedwiki-sync-enabled and start a worker."
    : "Temporal, which runs the sync, doesn't answer, so its state isn't known. Reload this page in a minute; if it stays so, see whether Temporal is running.";
}
