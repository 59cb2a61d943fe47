import Link from "next/link";

interface LineListProps {
  label: string;
  /** How many there are, also those that aren't shown. */
  total: number;
  lines: { domain: string; text: string; href?: string }[];
  /** Where the lines stand in a list that is shown in parts, and the address of another part. */
  part: { limit: number; skip: number; href: (from: number) => string };
}

/** Names with a sentence each, in a list that may be long. */
export function LineList({ label, total, lines, part }: LineListProps) {
  return (
    <>
      <ul aria-label={label} className="mb-2 divide-y divide-line rounded-lg border border-line bg-surface">
        {lines.map(({ domain, text, href }) => (
          <li key={`${domain} ${text}`} className="flex flex-wrap gap-x-4 px-5 py-2.5">
            <span className="min-w-0 basis-72 break-words font-medium">
              {href === undefined ? domain : <Link href={href}>{domain}</Link>}
            </span>
            <span className="min-w-0 grow basis-72 break-words text-muted">{text}</span>
          </li>
        ))}
      </ul>
      {total > lines.length && <Parts label={label} total={total} shown={lines.length} part={part} />}
    </>
  );
}

interface PartsProps {
  label: string;
  total: number;
  shown: number;
  part: LineListProps["part"];
}

function Parts({ label, total, shown, part: { limit, skip, href } }: PartsProps) {
  return (
    <nav aria-label={`Parts of: ${label}`} className="flex flex-wrap gap-x-5 gap-y-2 text-muted">
      <span>
        {shown === 0 ? "None" : `${skip + 1} to ${skip + shown}`} of {total}
      </span>
      {skip > 0 && <Link href={href(Math.max(0, skip - limit))}>Those before</Link>}
      {skip + shown < total && shown > 0 && <Link href={href(skip + limit)}>Those after</Link>}
    </nav>
  );
}
