import type { CreateAndDelete } from "./create-and-delete.ts";
import type { PageJavaScript } from "./page-javascript.ts";
import type { Scale } from "./scale/measure-scale.ts";
import type { Spread } from "./statistics.ts";
import type { SyncTime } from "./sync.ts";

export interface Results {
  createAndDelete: CreateAndDelete;
  sync: SyncTime[];
  scale: Scale;
  pageJavaScriptGzipBytes: PageJavaScript;
  readyAfterMs: { firstStart: number; secondStart: number };
}

export function printTable(results: Results): void {
  for (const [name, value] of rows(results)) console.log(`${name.padEnd(72)} ${value}`);
}

function rows({
  createAndDelete,
  sync,
  scale,
  pageJavaScriptGzipBytes,
  readyAfterMs,
}: Results): [string, string][] {
  const { oneAtATime, tenAtOncePerSecond, createByBareAndFarm } = createAndDelete;
  const bare = oneAtATime.bare.p50Ms;
  const spread = ({ p50Ms, p95Ms }: Spread) =>
    `p50 ${ms(p50Ms)}, p95 ${ms(p95Ms)}, ${ratio(p50Ms / bare)} of bare`;
  const rate = (perSecond: number) =>
    `${perSecond.toFixed(1)}/s, ${ratio(perSecond / tenAtOncePerSecond.bare)} of bare`;
  return [
    ["bare workflow of two empty activities, one at a time", spread(oneAtATime.bare)],
    ["the farm's part of a create alone: POST and first visit", spread(oneAtATime.farm)],
    ["create, one at a time (aim: 1.20 of bare)", spread(oneAtATime.create)],
    ["create by bare workflow and farm's part together", ratio(createByBareAndFarm)],
    ["delete, one at a time", spread(oneAtATime.delete)],
    ["bare workflow, ten at once", rate(tenAtOncePerSecond.bare)],
    ["create, ten at once", rate(tenAtOncePerSecond.create)],
    ["delete, ten at once", rate(tenAtOncePerSecond.delete)],
    ...sync.flatMap((time): [string, string][] => [
      [`the farm's listing of ${time.wikis} wikis`, ms(time.listingMs)],
      [`sync of ${time.wikis} new wikis`, ms(time.firstSyncMs)],
      [
        `sync of ${time.wikis} known wikis (aim: 1.15 of listing)`,
        `${ms(time.syncMs)}, ${ratio(time.syncByListing)} of listing`,
      ],
    ]),
    ...scaleRows(scale),
    ...Object.entries(pageJavaScriptGzipBytes).map(([page, bytes]): [string, string] => [
      `JavaScript of ${page}, gzip (aim: 170 kB)`,
      `${(bytes / 1000).toFixed(1)} kB`,
    ]),
    ["from npm start to ready, first start", ms(readyAfterMs.firstStart)],
    ["from npm start to ready, second start (aim: 10 s)", ms(readyAfterMs.secondStart)],
  ];
}

/** Of a farm that a stand-in lists: it streams the real farm's format, and its own time isn't in the figures. */
function scaleRows({ sizes, creates }: Scale): [string, string][] {
  return [
    ...sizes.flatMap(({ wikis, newMs, knownMs, growth, peakMemoryBytes }): [string, string][] => [
      [`database part of a sync, ${wikis} new wikis (stand-in farm)`, ms(newMs)],
      [
        `database part, ${wikis} known (stand-in farm${wikis === 100_000 ? "; aim: 3 s" : ""})`,
        growth === undefined ? ms(knownMs) : `${ms(knownMs)}, ${ratio(growth)} times that of the size before`,
      ],
      [
        `the worker's peak memory, ${wikis} wikis (stand-in farm; aim: 300 MB)`,
        peakMemoryBytes === undefined
          ? "not told by this system"
          : `${(peakMemoryBytes / 1e6).toFixed(0)} MB`,
      ],
    ]),
    ["create, no sync running (stand-in farm)", `p95 ${ms(creates.alone.p95Ms)}`],
    [
      `create beside the database part of ${creates.wikis} (stand-in farm; aim: 2.00)`,
      `p95 ${ms(creates.beside.p95Ms)}, ${ratio(creates.slowdown)} of that`,
    ],
  ];
}

function ms(value: number): string {
  return value < 1_000 ? `${value.toFixed(0)} ms` : `${(value / 1_000).toFixed(2)} s`;
}

function ratio(value: number): string {
  return value.toFixed(2);
}
