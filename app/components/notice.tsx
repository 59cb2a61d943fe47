import type { ReactNode } from "react";

/**
 * What somebody should know before they do anything here; it isn't news, so it is no alert.
 * @param urgent something is wrong that an administrator should see to
 */
export function Notice({ urgent = false, children }: { urgent?: boolean; children: ReactNode }) {
  const colours = urgent ? "border-danger bg-danger-calm" : "border-control bg-surface";
  return <div className={`mb-6 break-words rounded-md border-l-4 px-4 py-3 ${colours}`}>{children}</div>;
}
