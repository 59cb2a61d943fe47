import { Alert } from "./alert.tsx";
import { Heading } from "./heading.tsx";

/**
 * For what nobody expected. The console's log has the reason under the same reference.
 * @param reference undefined when it happened in the browser, which no log of the console holds
 */
export function ErrorMessage({ reference }: { reference: string | undefined }) {
  return (
    <>
      <Heading>Something went wrong</Heading>
      <Alert>
        The console couldn't show this page. Reload it in a minute; if it happens again, tell an administrator
        {reference === undefined ? " what you did." : ` this reference: ${reference}`}
      </Alert>
      <p>
        <a href="/wikis" className="text-accent underline">
          Go to your wikis
        </a>
      </p>
    </>
  );
}
