import { setTimeout as delay } from "node:timers/promises";
import { expect } from "vitest";
import type { Console, Dependency } from "./console.ts";
import { expectTrueAnswers } from "./expect-true-answers.ts";
import { runLoad } from "./load.ts";
import { readyz } from "./readyz.ts";

const AWAY_MS = 20_000;

/** Long enough for the outage and what piles up behind it. */
export const AWAY_TIMEOUT_MS = 600_000;

/** A service goes away for 20 s while ten members create and delete a hundred wikis: every answer is true. */
export async function expectTrueWhileAway(
  console: Console,
  dependency: Dependency,
  how: "stop" | "kill",
): Promise<void> {
  const service = console.services[dependency];
  const begun = Promise.withResolvers<void>();
  const name = `${dependency}-${how}`;
  const load = runLoad(console, { name, members: 10, requests: 100 }, (told) => {
    if (told === 10) begun.resolve();
  });
  await begun.promise;
  await service[how]();
  await delay(AWAY_MS);
  const { body } = await readyz(console);
  await service.bringBack();
  const told = await load;
  expect(body).toMatchObject({
    ready: dependency !== "postgres",
    [dependency]: expect.not.stringMatching("ok"),
  });
  expect(told).toHaveLength(100);
  await expectTrueAnswers(console, told);
  expect(told.filter(({ answer }) => answer.kind !== "done")).toEqual([]);
  // Without its database alone the console can't say anything but that.
  if (dependency !== "postgres") expect(told.filter(({ failures }) => failures > 0)).toEqual([]);
  await expect.poll(() => readyz(console), { timeout: 10_000 }).toMatchObject({ status: 200 });
}
