import Link from "next/link";
import type { ReactNode } from "react";
import { signOut } from "../auth/sign-out.ts";
import { ActionForm } from "./action-form.tsx";
import { ALERT_PLACE } from "./alert-place.ts";
import { NavigationLink } from "./navigation-link.tsx";
import { SubmitButton } from "./submit-button.tsx";

interface PageShellProps {
  /** Who is signed in; without it the header shows the brand alone. */
  member?: { name: string; isAdmin: boolean };
  /** Room for a table; text and forms are narrower. */
  wide?: boolean;
  children: ReactNode;
}

/** What stands around every page: the way to the content, brand, navigation, signing out. */
export function PageShell({ member, wide = false, children }: PageShellProps) {
  return (
    <>
      <header className="border-line border-b bg-surface">
        <a
          href="#content"
          className="sr-only rounded-md bg-surface px-4 py-2 focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
        >
          Skip to the content
        </a>
        <div className="mx-auto flex max-w-5xl flex-wrap items-center gap-x-6 gap-y-1 px-4 py-3 sm:px-6">
          <Link href="/" className="flex min-h-11 items-center gap-2.5 font-semibold text-ink no-underline">
            <span aria-hidden className="size-5 rounded bg-linear-to-br from-accent to-accent/30" />
            Member console
          </Link>
          {member && <Navigation member={member} />}
        </div>
      </header>
      <main id="content" className="mx-auto max-w-5xl px-4 py-8 sm:px-6 sm:py-10">
        <div className={wide ? "" : "max-w-3xl"}>
          <div id={ALERT_PLACE} />
          {children}
        </div>
      </main>
    </>
  );
}

function Navigation({ member }: { member: { name: string; isAdmin: boolean } }) {
  return (
    <>
      <nav aria-label="Main" className="flex grow flex-wrap gap-x-5">
        <NavigationLink href="/wikis">Your wikis</NavigationLink>
        {member.isAdmin && <NavigationLink href="/admin/sync">Sync</NavigationLink>}
      </nav>
      <div className="flex w-full items-center justify-between gap-3 sm:w-auto">
        <span className="min-w-0 break-words text-muted">{member.name}</span>
        <ActionForm action={signOut} alertPlace={ALERT_PLACE}>
          <SubmitButton kind="plain">Sign out</SubmitButton>
        </ActionForm>
      </div>
    </>
  );
}
