import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { requireAdmin } from "#app/auth/session.ts";
import { Heading } from "#app/components/heading.tsx";
import { LineList } from "#app/components/line-list.tsx";
import { LinkButton } from "#app/components/link-button.tsx";
import { readSkip, SHOWN_LINES } from "#app/components/list-part.ts";
import { OutOfDate } from "#app/components/out-of-date.tsx";
import { PageShell } from "#app/components/page-shell.tsx";
import { StatusMessage } from "#app/components/status-message.tsx";
import { Time } from "#app/components/time.tsx";
import type { SearchParams } from "#app/stale-form.ts";
import type { Operation } from "#lib/generated/prisma/client.ts";
import { visibleOperation } from "#lib/operations/queries.ts";
import type { Viewer } from "#lib/sites/queries.ts";
import { lastPreview } from "#lib/sync-overview.ts";
import { type PreviewGroup, previewGroups } from "#lib/sync-preview.ts";
import { inOrder } from "./changes.ts";

export const metadata: Metadata = { title: "What a sync would change" };

/**
 * Every line of a preview with its reason: the one that the address names, or the latest. A long group's further lines
 * are asked for by `change` and `from`, and then stand alone.
 */
export default async function PreviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const asked = await searchParams;
  const member = await requireAdmin("/admin/sync/preview");
  const operation = await findPreview(member, asked.operation);
  if (operation === null) redirect("/admin/sync");
  if (operation.state !== "done") redirect(`/operations/${operation.id}`);
  const change = typeof asked.change === "string" ? asked.change : undefined;
  const page = { limit: SHOWN_LINES, skip: change === undefined ? 0 : readSkip(asked.from) };
  const groups = inOrder(await previewGroups(member, operation.id, { ...page, change }));
  const here = `/admin/sync/preview?operation=${operation.id}`;
  return (
    <PageShell member={member} wide>
      <Heading>What a sync would change</Heading>
      <OutOfDate asked={asked} />
      <p className="mb-6 max-w-2xl text-muted">
        The farm was asked on <Time at={operation.endedAt ?? operation.createdAt} />. Nothing was changed; a
        sync asks it anew.
      </p>
      {operation.message && <StatusMessage focus>{operation.message}</StatusMessage>}
      {groups.map((group) => (
        <Group key={group.change} group={group} page={page} here={here} />
      ))}
      {change !== undefined && (
        <p className="mb-6">
          <Link href={here}>All changes</Link>
        </p>
      )}
      <LinkButton href="/admin/sync">Back to the sync</LinkButton>
    </PageShell>
  );
}

async function findPreview(viewer: Viewer, id: SearchParams[string]): Promise<Operation | null> {
  const wanted = typeof id === "string" ? id : (await lastPreview(viewer, { limit: 0 }))?.operation.id;
  const operation = wanted === undefined ? null : await visibleOperation(viewer, wanted);
  return operation?.kind === "preview" ? operation : null;
}

interface GroupProps {
  group: PreviewGroup & { title: string };
  page: { limit: number; skip: number };
  here: string;
}

function Group({ group: { change, title, total, rows }, page, here }: GroupProps) {
  return (
    <section className="mb-8">
      <h2 className="mb-2 font-semibold text-xl">
        {title} <span className="font-normal text-muted">({total})</span>
      </h2>
      <LineList
        label={title}
        total={total}
        lines={rows.map(({ domain, reason }) => ({ domain, text: reason }))}
        part={{ ...page, href: (from) => `${here}&change=${encodeURIComponent(change)}&from=${from}` }}
      />
    </section>
  );
}
