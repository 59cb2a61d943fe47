"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

/** Between an answer and the next question. */
const PAUSE_MS = 1_000;

type Answer = "changed" | "same" | "databaseSilent" | "silent";

interface FollowProps {
  id: string;
  version: string;
  /** What it says while all is well. */
  children: string;
}

/**
 * Shows the page anew when it would show something else. A console that doesn't answer for a while is asked again,
 * without taking away what stands there, and the page says so.
 */
export function Follow({ id, version, children }: FollowProps) {
  const router = useRouter();
  const [latest, setLatest] = useState<Answer>("same");
  useEffect(() => {
    const leaving = new AbortController();
    let timer: number;
    async function ask(): Promise<void> {
      const answer = await askForChange(id, version, leaving.signal);
      if (leaving.signal.aborted) return;
      setLatest(answer);
      if (answer === "changed") router.refresh();
      timer = window.setTimeout(ask, PAUSE_MS);
    }
    timer = window.setTimeout(ask, PAUSE_MS);
    return () => {
      leaving.abort();
      window.clearTimeout(timer);
    };
  }, [id, version, router]);
  return (
    <p aria-live="polite" className="mb-6 text-muted">
      {silenceText(latest) ?? children}
    </p>
  );
}

function silenceText(latest: Answer): string | undefined {
  switch (latest) {
    case "changed":
    case "same":
      return undefined;
    case "databaseSilent":
      return "The console's database doesn't answer right now, so this may be old. Nothing is lost: the page asks again by itself.";
    case "silent":
      return "The console doesn't answer right now, so this may be old. Nothing is lost: the page asks again by itself.";
    default:
      return latest satisfies never;
  }
}

/** A 404 is a change too: the session ended, and the page says where to sign in. */
async function askForChange(id: string, version: string, signal: AbortSignal): Promise<Answer> {
  try {
    const answer = await fetch(`/operations/${id}/state`, { signal });
    if (answer.status === 404) return "changed";
    if (answer.status === 503) return "databaseSilent";
    if (!answer.ok) return "silent";
    const now: unknown = await answer.json();
    const isSame = typeof now === "object" && now !== null && "version" in now && now.version === version;
    return isSame ? "same" : "changed";
  } catch {
    return "silent";
  }
}
