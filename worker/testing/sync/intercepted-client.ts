import type { Interceptor } from "@grpc/grpc-js";
import { Client, Connection, makeGrpcRetryInterceptor } from "@temporalio/client";
import { retries } from "#lib/temporal/retries.ts";
import type { SyncStack } from "./stack.ts";

/** A client of the stack's Temporal that asks again as every process's does; each of its attempts goes through the interceptor. */
export async function interceptedClient({ config }: SyncStack, interceptor: Interceptor): Promise<Client> {
  const { temporalAddress: address, temporalNamespace: namespace } = config;
  const interceptors = [makeGrpcRetryInterceptor(retries), interceptor];
  const connection = await Connection.connect({ address, interceptors });
  return new Client({ connection, namespace });
}
