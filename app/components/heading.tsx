import type { ReactNode } from "react";

/** A page's one heading; long domains break rather than run out of the page. */
export function Heading({ children }: { children: ReactNode }) {
  return <h1 className="mb-4 break-words font-semibold text-2xl tracking-tight sm:text-3xl">{children}</h1>;
}
