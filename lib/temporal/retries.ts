import { defaultGrpcRetryOptions, type GrpcRetryOptions } from "@temporalio/client";

/** gRPC's code for a server that is asked too much. */
const RESOURCE_EXHAUSTED = 8;
const MAX_ATTEMPTS = 15;
/** A call's deadline doesn't end a pause. */
const LONGEST_PAUSE_MS = 1_000;

const usual = defaultGrpcRetryOptions();

/**
 * As the SDK repeats calls by default, but where Temporal is asked too much. It says so of a second question about a
 * schedule while a first one waits, and a question that its scheduler's worker has lost waits for five seconds. The SDK
 * asks again after 1.7, 4.6 and 9.5 s, and people wait no longer than that: here it is after 0.2 s, then ever more
 * slowly for 11 s in all. Nobody waits more than a second beyond a call's deadline, where the SDK pauses up to five.
 */
export const retries: GrpcRetryOptions = {
  delayFunction: (attempt, status) =>
    Math.min(
      LONGEST_PAUSE_MS,
      status.code === RESOURCE_EXHAUSTED ? 200 * 1.2 ** attempt : usual.delayFunction(attempt, status),
    ),
  retryableDecider: (attempt, status) =>
    status.code === RESOURCE_EXHAUSTED ? attempt < MAX_ATTEMPTS : usual.retryableDecider(attempt, status),
};
