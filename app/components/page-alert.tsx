"use client";

import type { ReactNode } from "react";
import { Alert } from "./alert.tsx";
import { FocusOnLoad } from "./focus-on-load.tsx";
import { useOneAlert } from "./use-one-alert.ts";

/** What a page itself says went wrong; it makes room for the alert of a form that is sent. */
export function PageAlert({ children }: { children: ReactNode }) {
  const { isSilenced } = useOneAlert();
  if (isSilenced) return null;
  return (
    <FocusOnLoad>
      <Alert>{children}</Alert>
    </FocusOnLoad>
  );
}
