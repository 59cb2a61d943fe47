"use client";

import { useRouter } from "next/navigation";
import { startTransition, useEffect } from "react";
import { ErrorMessage } from "./components/error-message.tsx";
import { DATABASE_SILENT } from "./components/failure-text.ts";

/** Between two tries to show a page that waits for the database. */
const PAUSE_MS = 5_000;

interface ErrorPageProps {
  error: Error & { digest?: string };
  reset: () => void;
}

/** Shown in place of a page whose rendering failed. A page that waits for the database comes by itself. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const router = useRouter();
  useEffect(() => {
    if (error.digest !== DATABASE_SILENT) return;
    const leaving = new AbortController();
    let timer: number;
    async function tryAgain(): Promise<void> {
      // Without a web server, a refresh would leave this page for the browser's own.
      const isBack = await isThere(leaving.signal);
      if (leaving.signal.aborted) return;
      if (!isBack) timer = window.setTimeout(tryAgain, PAUSE_MS);
      else
        startTransition(() => {
          router.refresh();
          reset();
        });
    }
    timer = window.setTimeout(tryAgain, PAUSE_MS);
    return () => {
      leaving.abort();
      window.clearTimeout(timer);
    };
  }, [error, reset, router]);
  return (
    <main className="mx-auto max-w-5xl px-4 py-10 sm:px-6">
      <ErrorMessage reference={error.digest} />
    </main>
  );
}

function isThere(signal: AbortSignal): Promise<boolean> {
  return fetch("/healthz", { cache: "no-store", signal }).then(
    ({ ok }) => ok,
    () => false,
  );
}
