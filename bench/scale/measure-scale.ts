import { randomUUID } from "node:crypto";
import type { SyncRun } from "#lib/generated/prisma/client.ts";
import { median, type Spread, spreadOf, timed } from "../statistics.ts";
import { type LargeConsole, startLargeConsoles } from "./large-console.ts";
import { peakMemory } from "./peak-memory.ts";

export interface SizeTime {
  wikis: number;
  /** The stand-in's listing, read and thrown away (median). */
  listingMs: number;
  /** A sync but for that: parsing, staging, guards, effects. All wikis new; all known (median). */
  newMs: number;
  knownMs: number;
  /** `knownMs` by that of the size before. */
  growth: number | undefined;
  /** Of the worker, over all these syncs. */
  peakMemoryBytes: number | undefined;
}

export interface CreatesBesideSync {
  wikis: number;
  alone: Spread;
  /** Those that ran while the database part of a sync did. */
  beside: Spread;
  /** Their p95s. */
  slowdown: number;
}

export interface Scale {
  sizes: SizeTime[];
  creates: CreatesBesideSync;
}

const repetitions = 3;

/** The database part of a sync by size, and what it does to creates at the largest. */
export async function measureScale(counts: number[], samples: number): Promise<Scale> {
  const consoles = await startLargeConsoles();
  const sizes: SizeTime[] = [];
  let creates: CreatesBesideSync | undefined;
  try {
    for (const wikis of counts) {
      const console = await consoles.start(wikis);
      try {
        sizes.push(await measureSize(console, wikis, sizes.at(-1)));
        if (wikis === Math.max(...counts)) creates = await measureCreates(console, wikis, samples);
      } finally {
        await console.stop();
      }
    }
  } finally {
    await consoles.stop();
  }
  if (creates === undefined) throw new Error("there was no size to measure");
  return { sizes, creates };
}

async function measureSize(
  console: LargeConsole,
  wikis: number,
  before: SizeTime | undefined,
): Promise<SizeTime> {
  const listingTimes: number[] = [];
  const knownTimes: number[] = [];
  const firstMs = runMs(await console.sync());
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    listingTimes.push(await timed(() => console.readListing()));
    knownTimes.push(runMs(await console.sync()));
  }
  const listingMs = median(listingTimes);
  const newMs = firstMs - listingMs;
  const knownMs = median(knownTimes) - listingMs;
  return {
    wikis,
    listingMs,
    newMs,
    knownMs,
    growth: before && knownMs / before.knownMs,
    peakMemoryBytes: await peakMemory(console.worker.pid),
  };
}

async function measureCreates(
  console: LargeConsole,
  wikis: number,
  samples: number,
): Promise<CreatesBesideSync> {
  const alone: number[] = [];
  for (let sample = -5; sample < samples; sample += 1) {
    const ms = await timed(() => console.create(freshDomain()));
    if (sample >= 0) alone.push(ms);
  }
  const beside: number[] = [];
  for (let syncs = 0; beside.length < samples; syncs += 1) {
    // Each takes far longer than a create: one that has none beside it tells of a machine that can't be measured.
    if (syncs > samples) throw new Error(`${syncs} syncs had ${beside.length} creates beside them`);
    beside.push(...(await createsDuringSync(console)));
  }
  const spreads = { alone: spreadOf(alone), beside: spreadOf(beside) };
  return { wikis, ...spreads, slowdown: spreads.beside.p95Ms / spreads.alone.p95Ms };
}

/** How long each create took that was under way during the sync, of which all but the start is its database part. */
async function createsDuringSync(console: LargeConsole): Promise<number[]> {
  const created: { from: number; to: number }[] = [];
  let run: SyncRun | undefined;
  const syncing = console.sync().then((ended) => {
    run = ended;
  });
  while (run === undefined) {
    const from = Date.now();
    await console.create(freshDomain());
    created.push({ from, to: Date.now() });
  }
  await syncing;
  const { startedAt, endedAt } = run;
  return created
    .filter(({ from, to }) => to > startedAt.getTime() && from < endedAt.getTime())
    .map(({ from, to }) => to - from);
}

/** Database and worker share the machine, and so its clock. */
function runMs({ startedAt, endedAt }: SyncRun): number {
  return endedAt.getTime() - startedAt.getTime();
}

function freshDomain(): string {
  return `bench-${randomUUID().slice(0, 13)}.localhost`;
}
