import { Badge } from "#app/components/badge.tsx";
import { Time } from "#app/components/time.tsx";
import { durationText } from "#app/components/time-text.ts";
import type { SyncRun, SyncTrigger } from "#lib/generated/prisma/client.ts";

const triggers: Record<SyncTrigger, string> = {
  schedule: "Schedule",
  button: "Button",
  command: "Command line",
  start: "Start",
};

const columns = ["Started", "Trigger", "Found", "Added", "Removed", "Returned", "Farm took", "Result"];
/** Figures stand below each other by their last digit. */
const figures = new Set(["Found", "Added", "Removed", "Returned", "Farm took"]);
const alignment = (column: string | undefined) => (figures.has(column ?? "") ? "sm:text-right" : "");

interface RecentSyncsProps {
  runs: SyncRun[];
  /** What the farm took for the latest listing, if that is long for the interval. */
  slowFarmMs: number | null;
}

export function RecentSyncs({ runs, slowFarmMs }: RecentSyncsProps) {
  return (
    <div className="mt-10">
      <RunTable runs={runs} />
      {slowFarmMs !== null && (
        <p className="mt-3 max-w-2xl text-muted">
          The farm took {durationText(slowFarmMs)} to list its wikis, and meanwhile it answers nobody else.
          Set fedwiki-sync-interval to a longer time, so that it is asked less often.
        </p>
      )}
    </div>
  );
}

function RunTable({ runs }: { runs: SyncRun[] }) {
  return (
    <table className="rows-when-narrow w-full border-collapse text-left">
      <caption className="mb-2 text-left font-semibold text-xl">Recent syncs</caption>
      <thead>
        <tr className="border-line border-b">
          {columns.map((column) => (
            <th
              key={column}
              scope="col"
              className={`whitespace-nowrap py-2 pr-4 font-medium text-muted text-sm ${alignment(column)}`}
            >
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {runs.length === 0 && (
          <tr>
            <td colSpan={columns.length} className="py-4 text-muted">
              No sync has run yet.
            </td>
          </tr>
        )}
        {runs.map((run) => (
          <SyncRow key={run.id} run={run} />
        ))}
      </tbody>
    </table>
  );
}

function SyncRow({ run }: { run: SyncRun }) {
  const cells = [
    <Time key="started" at={run.startedAt} />,
    triggers[run.trigger],
    run.sitesFound,
    run.sitesAdded,
    run.sitesRemoved,
    run.sitesReturned,
    <span key="farm" className="whitespace-nowrap">
      {run.farmMs === null ? "–" : durationText(run.farmMs)}
    </span>,
    <Result key="result" run={run} />,
  ];
  return (
    <tr>
      {cells.map((cell, index) => (
        <td
          key={columns[index]}
          data-label={columns[index]}
          className={`py-0.5 align-top tabular-nums sm:py-3 sm:pr-4 ${alignment(columns[index])}`}
        >
          <div>{cell}</div>
        </td>
      ))}
    </tr>
  );
}

function Result({ run }: { run: SyncRun }) {
  if (run.success) {
    return <Badge>{run.appliesRunId === null ? "Succeeded" : "Applied what was refused"}</Badge>;
  }
  return (
    <>
      <Badge tone="warn">{run.refusedBy === null ? "Failed" : "Refused"}</Badge> {run.error}
    </>
  );
}
