import Link from "next/link";
import type { ReactNode } from "react";
import { LineList } from "#app/components/line-list.tsx";
import type { Finding, FindingKind, Listed, OtherConsole } from "#lib/sync-findings.ts";

const titles: Record<FindingKind, { title: string; meaning: string }> = {
  ownerless: {
    title: "Sites without an owner",
    meaning:
      "The farm knows no owner of them, and never learns one while it runs. Stop the farm, write status/owner.json with the owner's oauth2.id into each one's folder (or remove the folder), and start the farm again.",
  },
  inconsistent: {
    title: "Sites in an unclear state",
    meaning: "What the farm has there is incomplete: look at the site's folder on the farm.",
  },
  otherConsole: {
    title: "Other consoles' wikis",
    meaning: "Another console made them, so this one leaves them alone.",
  },
  notCanonical: {
    title: "Names that can't be managed",
    meaning: "The console shows them and changes nothing. To manage one, rename its folder on the farm.",
  },
  overQuota: {
    title: "Wikis claimed past the quota",
    meaning: "Their owners claimed them on the farm. They keep them, and can't create more.",
  },
  leftover: {
    title: "Leftovers",
    meaning:
      "Nobody owns them: what a visit to an address makes, and archived sites without an owner. To clear them, stop the farm, remove their folders, and start it again: a farm that runs goes on serving what it has once opened.",
  },
};

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

interface KindProps {
  kind: FindingKind;
  found: Listed<Finding>;
  children: ReactNode;
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
        lines={found.rows.map(({ domain, detail }) => ({ domain, text: detail }))}
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
