import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { requireAdmin } from "#app/auth/session.ts";
import { Heading } from "#app/components/heading.tsx";
import { LineList } from "#app/components/line-list.tsx";
import { LinkButton } from "#app/components/link-button.tsx";
import { readSkip, SHOWN_LINES } from "#app/components/list-part.ts";
import { PageShell } from "#app/components/page-shell.tsx";
import type { SearchParams } from "#app/stale-form.ts";
import { isListKind, linesOf, partHref, readList, titles } from "../kinds.ts";

export const metadata: Metadata = { title: "Seen on the farm" };

/** One of the lists of the sync's page, in whole: `kind` says which, `from` which part of it. */
export default async function ListPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { kind, from } = await searchParams;
  const member = await requireAdmin("/admin/sync");
  if (!isListKind(kind)) redirect("/admin/sync");
  const page = { limit: SHOWN_LINES, skip: readSkip(from) };
  const { total, rows } = await readList(member, kind, page);
  if (total === 0) redirect("/admin/sync");
  const { title, meaning } = titles[kind];
  return (
    <PageShell member={member} wide>
      <Heading>{title}</Heading>
      <p className="mb-6 max-w-2xl text-muted">{meaning}</p>
      <LineList
        label={title}
        total={total}
        lines={linesOf(kind, rows)}
        part={{ ...page, href: (next) => partHref(kind, next) }}
      />
      <p className="mt-6">
        <LinkButton href="/admin/sync">Back to the sync</LinkButton>
      </p>
    </PageShell>
  );
}
