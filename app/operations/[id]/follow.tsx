"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Between an answer and the next question. */
const PAUSE_MS = 1_000;

/**
 * Shows the page anew when it would show something else. A console that doesn't answer for a while is asked again,
 * without taking away what stands there.
 */
export function Follow({ id, version }: { id: string; version: string }): null {
  const router = useRouter();
  useEffect(() => {
    const leaving = new AbortController();
    let timer: number;
    async function ask(): Promise<void> {
      if (await hasChanged(id, version, leaving.signal)) router.refresh();
      if (!leaving.signal.aborted) timer = window.setTimeout(ask, PAUSE_MS);
    }
    timer = window.setTimeout(ask, PAUSE_MS);
    return () => {
      leaving.abort();
      window.clearTimeout(timer);
    };
  }, [id, version, router]);
  return null;
}

/** A 404 is a change too: the session ended, and the page says where to sign in. */
async function hasChanged(id: string, version: string, signal: AbortSignal): Promise<boolean> {
  try {
    const answer = await fetch(`/operations/${id}/state`, { signal });
    if (!answer.ok) return answer.status === 404;
    const now: unknown = await answer.json();
    return typeof now === "object" && now !== null && "version" in now && now.version !== version;
  } catch {
    return false;
  }
}
