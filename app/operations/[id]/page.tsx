import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { requireMember } from "#app/auth/session.ts";
import { Alert } from "#app/components/alert.tsx";
import { FocusOnLoad } from "#app/components/focus-on-load.tsx";
import { Heading } from "#app/components/heading.tsx";
import { LinkButton } from "#app/components/link-button.tsx";
import { PageShell } from "#app/components/page-shell.tsx";
import { SupportLine } from "#app/wikis/support-line.tsx";
import { getConfig } from "#lib/config.ts";
import { operationHeading, resultPath } from "../result.ts";
import { type Advice, adviceOn } from "./advice.ts";
import { Follow } from "./follow.tsx";
import { ProgressStatus } from "./progress-status.tsx";
import { readStanding, standingVersion } from "./standing.ts";

export const metadata: Metadata = { title: "In progress" };

/** Where an operation stands; moves by itself and goes on to what came of it. */
export default async function OperationPage({ params }: { params: Promise<{ id: string }> }) {
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
        <CameToNothing advice={advice} />
      ) : (
        <>
          <ProgressStatus progress={progress} />
          <p className="text-muted">This page follows it by itself. Leaving it changes nothing.</p>
          <Follow id={id} version={standingVersion(standing)} />
          <noscript>
            <meta httpEquiv="refresh" content="3" />
          </noscript>
        </>
      )}
      <SupportLine />
    </PageShell>
  );
}

function CameToNothing({ advice: { problem, next } }: { advice: Advice }) {
  return (
    <>
      <FocusOnLoad>
        <Alert>{problem}</Alert>
      </FocusOnLoad>
      <LinkButton href={next.href}>{next.label}</LinkButton>
    </>
  );
}
