interface LineListProps {
  label: string;
  /** How many there are, also those that aren't shown. */
  total: number;
  lines: { domain: string; text: string }[];
}

/** Names with a sentence each, in a list that may be long. */
export function LineList({ label, total, lines }: LineListProps) {
  const more = total - lines.length;
  return (
    <>
      <ul aria-label={label} className="mb-2 divide-y divide-line rounded-lg border border-line bg-surface">
        {lines.map(({ domain, text }) => (
          <li key={`${domain} ${text}`} className="flex flex-wrap gap-x-4 px-5 py-2.5">
            <span className="min-w-0 basis-72 break-words font-medium">{domain}</span>
            <span className="min-w-0 grow basis-72 break-words text-muted">{text}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="text-muted">And {more} more.</p>}
    </>
  );
}
