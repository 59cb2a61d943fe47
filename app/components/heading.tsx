import type { ReactNode } from "react";

/** A page's one heading; long domains break rather than run out of the page. */
export function Heading({ children }: { children: ReactNode }) {
  return (
    <h1 className="mb-4 break-words font-bold text-3xl leading-tight tracking-tight sm:text-4xl">
      {children}
    </h1>
  );
}
