import type { ReactNode } from "react";

/** What somebody should know before they do anything here; it isn't news, so it is no alert. */
export function Notice({ children }: { children: ReactNode }) {
  return (
    <div className="mb-6 break-words rounded-md border-danger border-l-4 bg-surface px-4 py-3">
      {children}
    </div>
  );
}
