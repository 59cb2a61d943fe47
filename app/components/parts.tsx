import Link from "next/link";

/** Where the lines that are shown stand in a list of several parts, and the address of another part. */
export interface ListPart {
  limit: number;
  skip: number;
  href: (from: number) => string;
}

interface PartsProps {
  label: string;
  /** How many lines there are, also those that aren't shown. */
  total: number;
  shown: number;
  part: ListPart;
}

/** Where one is in a list that may be long, and the way to its other lines; nothing when all are shown. */
export function Parts({ label, total, shown, part: { limit, skip, href } }: PartsProps) {
  if (total <= shown) return null;
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
