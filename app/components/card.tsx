import type { ReactNode } from "react";

/** One matter on a page, set off from others. */
export function Card({ children }: { children: ReactNode }) {
  return <div className="mb-6 rounded-lg border border-line bg-surface p-5 sm:p-6">{children}</div>;
}

/** A list whose rows stand in one card; `Row` is its item. */
export function List({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="mb-6 divide-y divide-line rounded-lg border border-line bg-surface">
      {children}
    </ul>
  );
}

export function Row({ children }: { children: ReactNode }) {
  return <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-4">{children}</li>;
}

/** Names and values below each other, such as a wiki's pages and storage; `Fact` is its item. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <dl className="mb-6 grid grid-cols-[max-content_1fr] gap-x-5 gap-y-1.5 last:mb-0 sm:gap-x-8">
      {children}
    </dl>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
