import type { Metadata } from "next";
import { Heading } from "./components/heading.tsx";
import { LinkButton } from "./components/link-button.tsx";
import { PageShell } from "./components/page-shell.tsx";

export const metadata: Metadata = { title: "Page not found" };

/** Says the same of what isn't there and of what isn't the reader's. */
export default function NotFoundPage() {
  return (
    <PageShell>
      <Heading>There is no such page</Heading>
      <p className="mb-6 text-muted">
        The address may be misspelt, what was here may be gone, or it may belong to somebody else.
      </p>
      <LinkButton href="/wikis">Go to your wikis</LinkButton>
    </PageShell>
  );
}
