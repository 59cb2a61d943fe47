import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Console, startConsole } from "./outages/console.ts";
import { expectTrueAnswers } from "./outages/expect-true-answers.ts";
import { runLoad } from "./outages/load.ts";
import { readyz } from "./outages/readyz.ts";

let console: Console;
beforeAll(async () => {
  console = await startConsole();
}, 300_000);
afterAll(() => console?.stop());

const AWAY_MS = 20_000;
const outages = (["postgres", "temporal", "farm", "provider"] as const).flatMap((dependency) =>
  (["stop", "kill"] as const).map((how) => ({ dependency, how })),
);

test.each(outages)(
  "hole 24: $dependency is away for 20 s ($how) during 100 creates and deletes by 10 members: every answer is true",
  async ({ dependency, how }) => {
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
  },
  600_000,
);
