import Link from "next/link";
import { type ListPart, Parts } from "./parts.tsx";

interface LineListProps {
  label: string;
  /** How many there are, also those that aren't shown. */
  total: number;
  lines: { domain: string; text: string; href?: string }[];
  part: ListPart;
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
      <Parts label={label} total={total} shown={lines.length} part={part} />
    </>
  );
}
