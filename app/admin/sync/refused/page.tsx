import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { requireAdmin } from "#app/auth/session.ts";
import { ActionForm } from "#app/components/action-form.tsx";
import { Heading } from "#app/components/heading.tsx";
import { LineList } from "#app/components/line-list.tsx";
import { LinkButton } from "#app/components/link-button.tsx";
import { readSkip, SHOWN_LINES } from "#app/components/list-part.ts";
import { PageShell } from "#app/components/page-shell.tsx";
import { SubmitButton } from "#app/components/submit-button.tsx";
import { Time } from "#app/components/time.tsx";
import { initialFormState, type SearchParams } from "#app/stale-form.ts";
import { refusedRun } from "#lib/sync-overview.ts";
import { applyRefused } from "./actions.ts";
import { refusedWording } from "./wording.ts";

export const metadata: Metadata = { title: "Refused changes" };

/** What the latest sync refused, line by line, before an administrator has it done all the same. */
export default async function RefusedPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const member = await requireAdmin("/admin/sync/refused");
  const asked = await searchParams;
  const page = { limit: SHOWN_LINES, skip: readSkip(asked.from) };
  const refused = await refusedRun(member, page);
  if (refused === null || refused.removals.total === 0) redirect("/admin/sync");
  const { run, removals } = refused;
  const { heading, button, exception } = refusedWording(run);
  return (
    <PageShell member={member} wide>
      <Heading>{heading}</Heading>
      <div className="mb-6 max-w-2xl">
        <p className="mb-3">
          The sync of <Time at={run.startedAt} /> refused the changes below.
        </p>
        <p>
          If they are right, have them applied: the farm is asked once more for each, and only what it says
          again is done. {exception} Somebody who isn&apos;t sure looks at the farm first.
        </p>
      </div>
      <LineList
        label="Refused changes"
        total={removals.total}
        lines={removals.rows.map(({ domain, reason }) => ({ domain, text: reason }))}
        part={{ ...page, href: (from) => `/admin/sync/refused?from=${from}` }}
      />
      <ActionForm action={applyRefused} initial={initialFormState(asked)} className="mt-6">
        <input type="hidden" name="run" value={run.runId} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton kind={run.refusedBy === "returned" ? "main" : "danger"}>{button}</SubmitButton>
          <LinkButton href="/admin/sync">Back to the sync</LinkButton>
        </div>
      </ActionForm>
    </PageShell>
  );
}
