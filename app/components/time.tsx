import { absoluteTime, relativeTime } from "./time-text.ts";

/** When something was or will be, by the clock and by how long that is from now. */
export function Time({ at }: { at: Date }) {
  return (
    <>
      <time dateTime={at.toISOString()} className="sm:whitespace-nowrap">
        {absoluteTime(at)}
      </time>{" "}
      <span className="whitespace-nowrap text-muted">({relativeTime(at, new Date())})</span>
    </>
  );
}
