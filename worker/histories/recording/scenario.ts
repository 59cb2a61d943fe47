import type { WorkflowHandle } from "@temporalio/client";
import type { World } from "../../testing/world.ts";

/** A run of a workflow that comes to the outcome which `name` says; resolves with the run when it has ended. */
export interface Scenario {
  /** `WORKFLOW-OUTCOME`, the name of its file. */
  name: string;
  run(world: World): Promise<WorkflowHandle>;
  /** Ends what the run needed besides the world, once its history was read. */
  stop?(): Promise<void>;
}

/** The run, once it has ended, however it did. */
export async function ended(handle: WorkflowHandle): Promise<WorkflowHandle> {
  await handle.result().catch(() => undefined);
  return handle;
}

/** A barrier in front of the farm: `reached` when the first such request stands at it, which goes on when it opens. */
export function barrier(world: World, method: string) {
  const gate = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  world.proxy.disturb((request) => {
    if (request.method !== method) return undefined;
    reached.resolve();
    return { kind: "holdBefore", until: gate.promise };
  });
  return { reached: reached.promise, open: gate.resolve };
}

/** A run that is cancelled while its first such request stands at a barrier, which opens once the run has ended. */
export async function cancelledAt(
  world: World,
  method: string,
  start: () => Promise<WorkflowHandle>,
): Promise<WorkflowHandle> {
  const gate = barrier(world, method);
  return cancelledBehind(gate, await start());
}

/** The same of a run that goes on already. */
export async function cancelledBehind(
  { reached, open }: ReturnType<typeof barrier>,
  handle: WorkflowHandle,
): Promise<WorkflowHandle> {
  await reached;
  await handle.cancel();
  await ended(handle);
  open();
  return handle;
}

/** The farm's answers to such requests, one after the other; the last one stays. Cut: carried out, and unanswered. */
export function answers(world: World, method: string, ...script: (number | "cut" | "pass")[]): void {
  let next = 0;
  world.proxy.disturb((request) => {
    if (request.method !== method) return undefined;
    const step = script[Math.min(next, script.length - 1)];
    next += 1;
    if (step === undefined || step === "pass") return undefined;
    return step === "cut" ? { kind: "cutAfter" } : { kind: "answer", status: step, body: "" };
  });
}

/** The first such request is carried out and its answer lost, later ones are refused, and nothing else is answered. */
export function lostThenRefused(world: World, method: string): void {
  let asked = 0;
  world.proxy.disturb((request) => {
    if (request.method !== method) return asked === 0 ? undefined : { kind: "answer", status: 502, body: "" };
    asked += 1;
    return asked === 1 ? { kind: "cutAfter" } : { kind: "answer", status: 401, body: "" };
  });
}
