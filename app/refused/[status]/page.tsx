import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ErrorMessage } from "#app/components/error-message.tsx";
import { PageShell } from "#app/components/page-shell.tsx";
import ForbiddenPage, { metadata as forbiddenMetadata } from "#app/forbidden.tsx";
import NotFoundPage, { metadata as notFoundMetadata } from "#app/not-found.tsx";
import type { SearchParams } from "#app/stale-form.ts";

interface RefusedPageProps {
  params: Promise<{ status: string }>;
  searchParams: Promise<SearchParams>;
}

const metadata: Record<string, Metadata> = {
  "403": forbiddenMetadata,
  "404": notFoundMetadata,
  "500": { title: "Something went wrong" },
};

export async function generateMetadata({ params }: RefusedPageProps): Promise<Metadata> {
  return metadata[(await params).status] ?? {};
}

/** The pages for errors, rendered whole; app/server sends them, with their status, in place of Next's empty ones. */
export default async function RefusedPage({ params, searchParams }: RefusedPageProps) {
  switch ((await params).status) {
    case "403":
      return <ForbiddenPage />;
    case "404":
      return <NotFoundPage />;
    case "500":
      return (
        <PageShell>
          <ErrorMessage reference={await reference(searchParams)} />
        </PageShell>
      );
    default:
      notFound();
  }
}

async function reference(searchParams: Promise<SearchParams>): Promise<string | undefined> {
  const { reference } = await searchParams;
  return typeof reference === "string" ? reference : undefined;
}
