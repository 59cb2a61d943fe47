import type { ReactNode } from "react";
import { StatusMessage } from "#app/components/status-message.tsx";
import type { Progress } from "#lib/operations/progress.ts";

/** To the second: tries are a second to five minutes apart. */
const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: "UTC" });

/** How far an operation is, in one status. */
export function ProgressStatus({ progress }: { progress: Progress }) {
  return <StatusMessage>{statusText(progress)}</StatusMessage>;
}

function statusText(progress: Progress): ReactNode {
  switch (progress.state) {
    case "working":
      return <StepText step={progress} />;
    case "waitingForWorker":
      return "Waiting for a worker. None has picked this up yet; it goes on by itself as soon as one runs.";
    case "queued":
      return "Waiting for the sync to start.";
    case "notKnown":
      return "Not known yet: the console can't see right now how far this is. It asks again by itself. Nothing is lost, and sending the form again is safe.";
    case "ended":
    case "failed":
      return "This has ended.";
    default:
      return progress satisfies never;
  }
}

function StepText({ step }: { step: Extract<Progress, { state: "working" }> }) {
  const { attempt, maximumAttempts, lastError, nextTryAt } = step;
  return (
    <>
      <p className="font-semibold">{step.step}</p>
      {attempt !== undefined && maximumAttempts !== undefined && (
        <p>
          Attempt {attempt} of {maximumAttempts}
        </p>
      )}
      {lastError && <p>{lastError}</p>}
      {nextTryAt && (
        <p>
          Next try at <time dateTime={nextTryAt.toISOString()}>{clock.format(nextTryAt)} UTC</time>
        </p>
      )}
    </>
  );
}
