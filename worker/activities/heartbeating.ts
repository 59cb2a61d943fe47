import { heartbeat } from "@temporalio/activity";

/** A fifth of the heartbeat timeout: a busy process may be late and still count as alive. */
const BEAT_MS = 2_000;

/** Beats while the activity runs, so that a killed worker is noticed in seconds and not after five minutes. */
export function heartbeating<Input, Output>(activity: (input: Input) => Promise<Output>) {
  return async (input: Input): Promise<Output> => {
    const beat = setInterval(heartbeat, BEAT_MS);
    try {
      return await activity(input);
    } finally {
      clearInterval(beat);
    }
  };
}
