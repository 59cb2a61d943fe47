import type { ReactNode } from "react";
import { FocusOnLoad } from "./focus-on-load.tsx";

/**
 * What was done, or how far it is; at most one on a page.
 * @param focus when the page was reached because of it, after a redirect
 */
export function StatusMessage({ focus = false, children }: { focus?: boolean; children: ReactNode }) {
  const status = (
    <div
      role="status"
      tabIndex={-1}
      // biome-ignore lint/a11y/noAutofocus: a page that was loaded to say this begins here, without JavaScript too.
      autoFocus={focus}
      className="mb-6 rounded-md border-l-4 border-accent bg-calm px-4 py-3 text-ink"
    >
      {children}
    </div>
  );
  return focus ? <FocusOnLoad>{status}</FocusOnLoad> : status;
}
