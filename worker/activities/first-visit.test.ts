import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import type { User } from "#lib/generated/prisma/client.ts";
import { servicesForFile } from "../testing/for-file.ts";
import { activitiesOf } from "../testing/run-activity.ts";
import { leaveUnowned, visit, writeAnonymously } from "../testing/unowned-site.ts";
import { createInput, freshDomain } from "../testing/world.ts";

const services = await servicesForFile();
let alice: User;
beforeAll(async () => {
  alice = await services.addUser({ quota: 1_000 });
});

const CREATES = 200;
const LANES = 8;
const SECOND_HAND = 20;

/** By the name of a wiki whose POST has just passed: visits it, some milliseconds later. */
const visitors = new Map<string, () => void>();

interface Made {
  /** What the stranger's write was answered. */
  write: number;
  ready: boolean;
  secured: boolean;
}

async function createWithVisit(domain: string, afterMs: number): Promise<Made> {
  const visited = Promise.withResolvers<unknown>();
  visitors.set(domain, () => visited.resolve(delay(afterMs).then(() => visit(services.farm, domain))));
  const run = activitiesOf(services, randomUUID());
  const input = createInput(alice, domain);
  await run.checkQuota(input);
  const { outcome, message } = await run.create(input);
  expect(outcome).toBe("created");
  await visited.promise;
  const site = await services.database.site.findUniqueOrThrow({ where: { domain } });
  return {
    write: await writeAnonymously(services.farm, domain),
    ready: site.state === "active" && message === null,
    secured: site.state === "readonly" && site.securedAt !== null,
  };
}

test("hole 25: of 200 wikis, each visited 0 to 5 ms after its POST, none is called ready that takes an anonymous write", async () => {
  services.proxy.onMessage(({ direction, text }) => {
    const domain = /^POST .*"domain":"([^"]+)"/.exec(direction === "request" ? text : "")?.[1];
    if (domain !== undefined) visitors.get(domain)?.();
    return "pass";
  });
  const secondHand: string[] = [];
  for (let number = 0; number < SECOND_HAND; number += 1) {
    const domain = freshDomain();
    await leaveUnowned(services.farm, domain);
    secondHand.push(domain);
  }
  // The same write is taken where nobody is known to be the owner.
  const unowned = freshDomain();
  await leaveUnowned(services.farm, unowned);
  expect(await writeAnonymously(services.farm, unowned)).toBeLessThan(400);
  const made: Made[] = [];
  let started = 0;
  const lane = async () => {
    while (started < CREATES) {
      const number = started++;
      made.push(await createWithVisit(secondHand[number] ?? freshDomain(), number % 6));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  expect(made).toHaveLength(CREATES);
  expect(made.filter(({ write, ready }) => ready && write < 400)).toEqual([]);
  expect(made.filter(({ secured }) => secured).length).toBeGreaterThanOrEqual(SECOND_HAND);
  // Nor is one that was secured open to anybody.
  expect(made.filter(({ write, secured }) => secured && write < 400)).toEqual([]);
});
