import { cancellationSignal } from "@temporalio/activity";

/** With a signal for all that the attempt has begun: what one request's failure leaves behind ends with the attempt. */
export async function untilItsEnd<T>(attempt: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ended = new AbortController();
  try {
    return await attempt(AbortSignal.any([cancellationSignal(), ended.signal]));
  } finally {
    ended.abort();
  }
}
