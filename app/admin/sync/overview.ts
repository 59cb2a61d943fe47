import { SHOWN_LINES } from "#app/components/list-part.ts";
import type { Viewer } from "#lib/sites/queries.ts";
import { findingKinds, keptNames, otherConsoles, securedWikis } from "#lib/sync-findings.ts";
import { lastPreview, refusedRun, syncHealth } from "#lib/sync-overview.ts";
import { recentSyncRuns } from "#lib/sync-runs.ts";
import { readList } from "./kinds.ts";
import type { Schedule } from "./schedule.ts";

const SHOWN_RUNS = 20;

/** What the page shows beside the schedule, all of it from the database. */
export async function readOverview(viewer: Viewer) {
  const none = { limit: 0 };
  const [runs, refused, preview, names, wikis, consoles, held, found] = await Promise.all([
    recentSyncRuns(viewer, SHOWN_RUNS),
    refusedRun(viewer, none),
    lastPreview(viewer, none),
    keptNames(viewer, none),
    securedWikis(viewer, none),
    otherConsoles(viewer),
    readList(viewer, "goneHold", { limit: SHOWN_LINES }),
    Promise.all(
      findingKinds.map(async (kind) => ({
        kind,
        found: await readList(viewer, kind, { limit: SHOWN_LINES }),
      })),
    ),
  ]);
  return { runs, refused, preview, names: names.total, wikis: wikis.total, consoles, held, found };
}

/** Whether the sync does its work, by its interval: so not of one that isn't set up or can't be asked about. */
export function readHealth(viewer: Viewer, schedule: Schedule) {
  return schedule.state === "known" ? syncHealth(viewer, schedule.info) : null;
}

/** Milliseconds; undefined while nothing runs by itself. */
export function activeInterval(schedule: Schedule): number | undefined {
  return schedule.state === "known" && !schedule.info.paused ? schedule.info.intervalMs : undefined;
}
