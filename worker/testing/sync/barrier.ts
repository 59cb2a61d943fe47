import { InterceptingCall, type Interceptor } from "@grpc/grpc-js";
import type { Client } from "@temporalio/client";
import { interceptedClient } from "./intercepted-client.ts";
import type { SyncStack } from "./stack.ts";

/** A client whose calls of one kind wait before they leave. */
export interface BarredClient {
  client: Client;
  /** How many calls wait or have waited. */
  waiting(): number;
  /** Lets them go, and all that follow. */
  open(): void;
  close(): Promise<void>;
}

/** Another process's client of the stack's Temporal, with a closed barrier for its calls of this method (`CreateSchedule`). */
export async function barredClient(stack: SyncStack, method: string): Promise<BarredClient> {
  const barrier = Promise.withResolvers<void>();
  let waiting = 0;
  const interceptor: Interceptor = (options, nextCall) =>
    new InterceptingCall(nextCall(options), {
      sendMessage(message, next) {
        if (!options.method_definition.path.endsWith(`/${method}`)) return next(message);
        waiting += 1;
        barrier.promise.then(() => next(message));
      },
    });
  const client = await interceptedClient(stack, interceptor);
  return {
    client,
    waiting: () => waiting,
    open: () => barrier.resolve(),
    close: () => client.connection.close(),
  };
}
