import Link from "next/link";
import type { ReactNode } from "react";
import { LineList } from "#app/components/line-list.tsx";
import { SHOWN_LINES } from "#app/components/list-part.ts";
import type { Finding, FindingKind, Listed, OtherConsole } from "#lib/sync-findings.ts";
import { type ListKind, linesOf, partHref, titles } from "./kinds.ts";

export type Findings = { kind: FindingKind; found: Listed<Finding> }[];

interface FindingsListProps {
  all: Findings;
  consoles: OtherConsole[];
}

/** What the last sync saw on the farm and didn't adopt, each kind behind its number. */
export function FindingsList({ all, consoles }: FindingsListProps) {
  const some = all.filter(({ found }) => found.total > 0);
  if (some.length === 0) return null;
  return (
    <section className="mt-10">
      <h2 className="mb-3 font-semibold text-xl">Seen on the farm, and left as it is</h2>
      {some.map(({ kind, found }) => (
        <Kind key={kind} kind={kind} found={found}>
          {kind === "otherConsole" && <Consoles consoles={consoles} />}
        </Kind>
      ))}
    </section>
  );
}

/** What stays on hold although its wiki is gone. */
export function GoneHolds({ found }: { found: Listed<Finding> }) {
  if (found.total === 0) return null;
  return (
    <section className="mt-10">
      <Kind kind="goneHold" found={found} />
    </section>
  );
}

interface KindProps {
  kind: ListKind;
  found: Listed<Finding>;
  children?: ReactNode;
}

function Kind({ kind, found, children }: KindProps) {
  const { title, meaning } = titles[kind];
  return (
    <details className="mb-3 rounded-lg border border-line bg-surface px-5 py-3">
      <summary className="min-h-8 cursor-pointer font-medium">
        {title} <span className="font-normal text-muted">({found.total})</span>
      </summary>
      <p className="mt-2 mb-3 max-w-2xl text-muted">{meaning}</p>
      {children}
      <LineList
        label={title}
        total={found.total}
        lines={linesOf(kind, found.rows)}
        part={{ limit: SHOWN_LINES, skip: 0, href: (from) => partHref(kind, from) }}
      />
    </details>
  );
}

function Consoles({ consoles }: { consoles: OtherConsole[] }) {
  return consoles.map(({ uuid, wikis }) => (
    <p key={uuid} className="mb-3 break-words">
      <Link href={`/admin/sync/continue?console=${uuid}`}>
        {wikis === 1 ? "1 wiki" : `${wikis} wikis`} of the console {uuid}
      </Link>
      : this one&apos;s, before its database was lost?
    </p>
  ));
}
