import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { requireMember } from "#app/auth/session.ts";
import { Heading } from "#app/components/heading.tsx";
import { LinkButton } from "#app/components/link-button.tsx";
import { OutOfDate } from "#app/components/out-of-date.tsx";
import { PageAlert } from "#app/components/page-alert.tsx";
import { PageShell } from "#app/components/page-shell.tsx";
import type { SearchParams } from "#app/stale-form.ts";
import { SupportLine } from "#app/wikis/support-line.tsx";
import { getConfig } from "#lib/config.ts";
import { operationHeading, resultPath } from "../result.ts";
import { adviceOn } from "./advice.ts";
import { Follow } from "./follow.tsx";
import { ProgressStatus } from "./progress-status.tsx";
import { followText, isOpen, readStanding, standingVersion } from "./standing.ts";

export const metadata: Metadata = { title: "In progress" };

interface OperationPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

/** Where an operation stands; moves by itself and goes on to what came of it. */
export default async function OperationPage({ params, searchParams }: OperationPageProps) {
  const { id } = await params;
  const member = await requireMember(`/operations/${id}`);
  const standing = await readStanding(member, id);
  if (standing === null) notFound();
  const { operation, progress } = standing;
  if (operation.state === "done") redirect(resultPath(operation));
  const advice = adviceOn(operation, progress, getConfig().supportUrl);
  return (
    <PageShell member={member}>
      <Heading>{operationHeading(operation)}</Heading>
      {advice ? (
        <PageAlert>{advice.problem}</PageAlert>
      ) : (
        <>
          <OutOfDate asked={await searchParams} />
          <ProgressStatus progress={progress} />
        </>
      )}
      {isOpen(standing) && (
        <>
          <Follow id={id} version={standingVersion(standing)}>
            {followText(standing)}
          </Follow>
          <noscript>
            <meta httpEquiv="refresh" content="3" />
          </noscript>
        </>
      )}
      {advice && <LinkButton href={advice.next.href}>{advice.next.label}</LinkButton>}
      <SupportLine />
    </PageShell>
  );
}
