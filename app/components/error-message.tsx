import type { ReactNode } from "react";
import { Alert } from "./alert.tsx";
import { DATABASE_SILENT } from "./failure-text.ts";
import { Heading } from "./heading.tsx";

/**
 * For what nobody expected. The console's log has the reason under the same reference.
 * @param reference undefined when it happened in the browser, which no log of the console holds
 */
export function ErrorMessage({ reference }: { reference: string | undefined }) {
  return reference === DATABASE_SILENT ? (
    <Problem heading="The console's database doesn't answer">
      So this page can't be shown right now, and what came of anything you sent isn't known yet. Nothing is
      lost: what was asked for goes on, and it counts once, however often you send it. Load the page again in
      a minute.
    </Problem>
  ) : (
    <Problem heading="Something went wrong">
      The console couldn't show this page. Reload it in a minute; if it happens again, tell an administrator
      {reference === undefined ? " what you did." : ` this reference: ${reference}`}
    </Problem>
  );
}

function Problem({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <>
      <Heading>{heading}</Heading>
      <Alert>{children}</Alert>
      <p>
        <a href="/wikis" className="text-accent underline">
          Go to your wikis
        </a>
      </p>
    </>
  );
}
