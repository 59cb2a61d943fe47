import type { ProxyMessage } from "#embedded/proxy/message.ts";
import type { Operation } from "#lib/generated/prisma/client.ts";
import type { Lane } from "../lane.ts";
import type { Started } from "../operations.ts";
import type { WorkerProcess } from "../worker-process.ts";
import { checkAfterwards } from "./check.ts";
import { type Kind, type Scene, setScene } from "./scenes.ts";

/** What happens between the worker's death and the next worker's start. */
export const variants = ["nothing", "archive", "restore", "erase"] as const;
export type Variant = (typeof variants)[number];

export interface Point {
  kind: Kind;
  /** The worker is killed when this message of the operation is about to pass, counted from 1. */
  at: number;
  variant: Variant;
}

/** A lane with the worker that is to be killed next. */
export interface WalkedLane {
  lane: Lane;
  worker: WorkerProcess;
}

/**
 * What the workers do besides, and no operation caused: a new connection's greeting, and the sweeps' queries, by their
 * comment. An answer bears its query's text, so both are left out or neither.
 */
const ofNoOperation = /SET TIME ZONE|\/\* sweep \*\//i;

/** Lets an operation run untouched and counts its messages. */
export async function countMessages({ lane }: WalkedLane, kind: Kind): Promise<number> {
  const scene = await setScene(lane, kind);
  let count = 0;
  let unanswered = 0;
  lane.onMessage((message) => {
    if (!isOfOperation(message)) return "pass";
    count += 1;
    unanswered += message.direction === "request" ? 1 : -1;
    return "pass";
  });
  await (await scene.start()).ended();
  lane.onMessage(undefined);
  if (unanswered !== 0)
    throw new Error(`${unanswered} messages of a ${kind} were counted without their pair`);
  await checkAfterwards(lane, scene, { endedBefore: undefined, isChanged: false });
  return count;
}

/**
 * Walks one point: kills the worker there, changes the farm behind its back, starts another worker, waits for the
 * end of everything and checks what is left. Returns the message at which it was killed; undefined: none, since the
 * operation ended before.
 */
export async function walkPoint(
  walked: WalkedLane,
  { kind, at, variant }: Point,
): Promise<string | undefined> {
  const { lane } = walked;
  const scene = await setScene(lane, kind);
  const death = killAt(walked, at);
  const operation = await scene.start();
  const killedAt = await Promise.race([death, operation.ended().then(() => undefined)]);
  lane.onMessage(undefined);
  if (killedAt === undefined) return undefined;

  const endedBefore = await ifEnded(lane, operation);
  await changeFarm(lane, scene, variant);
  walked.worker = await lane.startWorker();
  await operation.ended();
  await checkAfterwards(lane, scene, { endedBefore, isChanged: variant !== "nothing" });
  return killedAt;
}

/** Resolves with a description of the message, when the worker is dead; the message never arrives. */
function killAt({ lane, worker }: WalkedLane, at: number): Promise<string> {
  const death = Promise.withResolvers<string>();
  let count = 0;
  lane.onMessage(async (message) => {
    if (!isOfOperation(message)) return "pass";
    count += 1;
    if (count < at) return "pass";
    if (count === at) {
      await worker.kill();
      death.resolve(
        `${message.direction} ${message.to} ${message.text.slice(0, 60).replaceAll(/\W+/g, " ")}`,
      );
    }
    // What else is on its way dies with it.
    await death.promise;
    return "cut";
  });
  return death.promise;
}

function isOfOperation({ text }: ProxyMessage): boolean {
  return !ofNoOperation.test(text);
}

async function ifEnded({ database }: Lane, { id }: Started): Promise<Operation | undefined> {
  const operation = await database.operation.findUniqueOrThrow({ where: { id } });
  return operation.endedAt === null ? undefined : operation;
}

function changeFarm({ byHand }: Lane, { domain }: Scene, variant: Variant): Promise<void> {
  switch (variant) {
    case "nothing":
      return Promise.resolve();
    case "archive":
      return byHand.archive(domain);
    case "restore":
      return byHand.restore(domain);
    case "erase":
      return byHand.erase(domain);
    default:
      return variant satisfies never;
  }
}
