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
    const tryAgain = () =>
      startTransition(() => {
        router.refresh();
        reset();
      });
    const timer = window.setTimeout(tryAgain, PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [error, reset, router]);
  return (
    <main className="mx-auto max-w-5xl px-4 py-10 sm:px-6">
      <ErrorMessage reference={error.digest} />
    </main>
  );
}
