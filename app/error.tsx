"use client";

import { ErrorMessage } from "./components/error-message.tsx";

/** Shown in place of a page whose rendering failed. */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <main className="mx-auto max-w-5xl px-4 py-10 sm:px-6">
      <ErrorMessage reference={error.digest} />
    </main>
  );
}
