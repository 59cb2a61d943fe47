"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

/** A link of the main navigation; it is the current one on its page and on those below it. */
export function NavigationLink({ href, children }: { href: string; children: ReactNode }) {
  const isCurrent = `${usePathname()}/`.startsWith(`${href}/`);
  return (
    <Link
      href={href}
      aria-current={isCurrent ? "page" : undefined}
      className="inline-flex min-h-11 items-center border-transparent border-y-2 text-muted no-underline hover:text-ink aria-[current=page]:border-b-accent aria-[current=page]:text-ink"
    >
      {children}
    </Link>
  );
}
