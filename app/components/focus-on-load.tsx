"use client";

import { type ReactNode, useEffect, useRef } from "react";

/**
 * Focuses what it holds when the page comes up after a redirect within the app, where nothing is loaded anew and the
 * browser's own `autofocus` doesn't act.
 */
export function FocusOnLoad({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    ref.current?.querySelector<HTMLElement>("[tabindex='-1']")?.focus();
  }, []);
  return <div ref={ref}>{children}</div>;
}
