import type { Metadata } from "next";
import { Heading } from "./components/heading.tsx";
import { LinkButton } from "./components/link-button.tsx";
import { PageShell } from "./components/page-shell.tsx";

export const metadata: Metadata = { title: "For administrators" };

export default function ForbiddenPage() {
  return (
    <PageShell>
      <Heading>This page is for administrators</Heading>
      <p className="mb-6 text-muted">
        You are signed in, but not as an administrator. If you should be one, ask another administrator, then
        sign out and in again.
      </p>
      <LinkButton href="/wikis">Go to your wikis</LinkButton>
    </PageShell>
  );
}
