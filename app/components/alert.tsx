import type { ReactNode, Ref } from "react";
import { LinkedText } from "./linked-text.tsx";

interface AlertProps {
  id?: string;
  ref?: Ref<HTMLDivElement>;
  children: ReactNode;
}

/** What went wrong and what to do next; at most one on a page. */
export function Alert({ id, ref, children }: AlertProps) {
  return (
    <div
      id={id}
      ref={ref}
      role="alert"
      tabIndex={-1}
      // biome-ignore lint/a11y/noAutofocus: a page that was loaded to say this begins here, without JavaScript too.
      autoFocus
      className="mb-6 rounded-md border-l-4 border-danger bg-danger-calm px-4 py-3 text-ink"
    >
      {typeof children === "string" ? <LinkedText text={children} /> : children}
    </div>
  );
}
