import Link from "next/link";
import type { ReactNode } from "react";
import { type ButtonKind, buttonStyle } from "./button-style.ts";

interface LinkButtonProps {
  href: string;
  kind?: ButtonKind;
  /** Id of what says more about where it leads, where several links have one name. */
  describedBy?: string;
  children: ReactNode;
}

/** A link that looks like a button: it leads somewhere and changes nothing. */
export function LinkButton({ href, kind = "plain", describedBy, children }: LinkButtonProps) {
  return (
    <Link href={href} aria-describedby={describedBy} className={buttonStyle(kind)}>
      {children}
    </Link>
  );
}
