import { ActionForm } from "#app/components/action-form.tsx";
import { Badge } from "#app/components/badge.tsx";
import { Card, Fact, Facts } from "#app/components/card.tsx";
import { Field } from "#app/components/field.tsx";
import type { FormState } from "#app/components/form-state.ts";
import { SubmitButton } from "#app/components/submit-button.tsx";
import { Time } from "#app/components/time.tsx";
import { intervalText } from "#app/components/time-text.ts";
import type { SyncScheduleInfo } from "#lib/schedule/info.ts";
import { setPaused, syncNow } from "./actions.ts";

/** Where the schedule stands, and what an administrator can do about it. */
export function ScheduleCard({ info, initial }: { info: SyncScheduleInfo; initial: FormState }) {
  const { paused, note, intervalMs, lastRunAt, nextRunAt, running } = info;
  return (
    <Card>
      <p className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={paused ? "busy" : "calm"}>{paused ? "Paused" : "Active"}</Badge>
        {note !== "" && <span className="min-w-0 break-words">{note}</span>}
      </p>
      <Facts>
        <Fact name="Interval">{intervalMs === undefined ? "None" : intervalText(intervalMs)}</Fact>
        <Fact name="Last run">{lastRunAt ? <Time at={lastRunAt} /> : "None yet"}</Fact>
        <Fact name="Next run">{nextRunAt ? <Time at={nextRunAt} /> : "None while paused"}</Fact>
        {running && <Fact name="Now">A sync is running</Fact>}
      </Facts>
      <ActionForm action={syncNow}>
        <SubmitButton>Sync now</SubmitButton>
      </ActionForm>
      <ActionForm action={setPaused} initial={initial} className="mt-6 border-line border-t pt-5">
        <div className="max-w-xl">
          <Field name="note" label="Note" hint="Tells other administrators why." autoComplete="off" />
        </div>
        <SubmitButton kind="plain" name="command" value={paused ? "resume" : "pause"}>
          {paused ? "Resume" : "Pause"}
        </SubmitButton>
      </ActionForm>
    </Card>
  );
}
