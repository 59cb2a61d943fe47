import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { ErrorMessage } from "#app/components/error-message.tsx";
import { DATABASE_SILENT } from "#app/components/failure-text.ts";
import { PageShell } from "#app/components/page-shell.tsx";
import ForbiddenPage, { metadata as forbiddenMetadata } from "#app/forbidden.tsx";
import NotFoundPage, { metadata as notFoundMetadata } from "#app/not-found.tsx";
import { isDatabaseSilent } from "#app/server/database-silent.ts";
import { REFUSAL_HEADER } from "#app/server/reference.ts";

interface RefusedPageProps {
  params: Promise<{ status: string }>;
}

const metadata: Record<string, Metadata> = {
  "403": forbiddenMetadata,
  "404": notFoundMetadata,
  "500": { title: "Something went wrong" },
};

export async function generateMetadata({ params }: RefusedPageProps): Promise<Metadata> {
  return metadata[(await params).status] ?? {};
}

/**
 * The pages for errors, rendered whole; app/server asks for them and sends them, with their status, in place of Next's
 * empty ones. For anyone else there is nothing here.
 */
export default async function RefusedPage({ params }: RefusedPageProps) {
  const reference = (await headers()).get(REFUSAL_HEADER) ?? notFound();
  switch ((await params).status) {
    case "403":
      return <ForbiddenPage />;
    case "404":
      return <NotFoundPage />;
    case "500":
      return (
        <PageShell>
          <ErrorMessage reference={(await isDatabaseSilent()) ? DATABASE_SILENT : reference} />
        </PageShell>
      );
    default:
      notFound();
  }
}
