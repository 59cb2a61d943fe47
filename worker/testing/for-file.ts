/** For a test file: what it needs, started where it says so and stopped after its last test. */
import { afterAll } from "vitest";
import { type SyncStack, startSyncStack } from "./sync/stack.ts";
import { type Services, startServices, startWorld, type World } from "./world.ts";

export async function servicesForFile(environment?: Record<string, string>): Promise<Services> {
  return stoppedAfterAll(await startServices(environment));
}

export async function worldForFile(): Promise<World> {
  return stoppedAfterAll(await startWorld());
}

export async function syncStackForFile(environment?: Record<string, string>): Promise<SyncStack> {
  return stoppedAfterAll(await startSyncStack(environment));
}

function stoppedAfterAll<T extends { stop(): Promise<void> }>(started: T): T {
  afterAll(() => started.stop());
  return started;
}
