"use client";

import { ErrorMessage } from "./components/error-message.tsx";
import "./globals.css";

/** Shown in place of everything when the layout itself failed. */
export default function GlobalErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body className="font-sans leading-relaxed">
        <title>Something went wrong</title>
        <main className="mx-auto max-w-5xl px-4 py-10 sm:px-6">
          <ErrorMessage reference={error.digest} />
        </main>
      </body>
    </html>
  );
}
