import Link from "next/link";

/** Wikis that were asked for and have no row yet: they have no page of their own to link to. */
export function WaitingCreates({ waiting }: { waiting: { id: string; domain: string | null }[] }) {
  return waiting.map(({ id, domain }) => (
    <p key={id} className="mb-4">
      <Link href={`/operations/${id}`}>Creating {domain}</Link>: it waits for its turn.
    </p>
  ));
}
