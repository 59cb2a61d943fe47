import { Client, Connection, makeGrpcRetryInterceptor } from "@temporalio/client";
import { getConfig } from "#lib/config.ts";
import { temporalConnectionOptions } from "./connection-options.ts";
import { retries } from "./retries.ts";

declare global {
  // On globalThis, since Next bundles modules more than once.
  var memberConsoleTemporal: Client | undefined;
}

/**
 * This process's one connection to Temporal. It is made at first use and never throws for an unreachable server:
 * the calls on it do, so give them a deadline (`client.connection.withDeadline`).
 */
export async function temporalClient(): Promise<Client> {
  globalThis.memberConsoleTemporal ??= connect();
  return globalThis.memberConsoleTemporal;
}

export async function closeTemporal(): Promise<void> {
  const client = globalThis.memberConsoleTemporal;
  globalThis.memberConsoleTemporal = undefined;
  await client?.connection.close();
}

function connect(): Client {
  const config = getConfig();
  const connection = Connection.lazy({
    ...temporalConnectionOptions(config),
    interceptors: [makeGrpcRetryInterceptor(retries)],
    // gRPC's own default waits up to two minutes before it looks for a server that has come back.
    channelArgs: { "grpc.initial_reconnect_backoff_ms": 100, "grpc.max_reconnect_backoff_ms": 1_000 },
  });
  return new Client({ connection, namespace: config.temporalNamespace });
}
