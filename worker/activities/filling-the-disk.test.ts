import { randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import type { User } from "#lib/generated/prisma/client.ts";
import { servicesForFile } from "../testing/for-file.ts";
import { activitiesOf } from "../testing/run-activity.ts";
import { createInput, freshDomain, SUPPORT_URL } from "../testing/world.ts";

const services = await servicesForFile({ MC_FEDWIKI_CREATES_PER_HOUR: "20", MC_FEDWIKI_SITE_QUOTA: "3" });

/** The outcomes, and sentences, of as many creates, each followed by a delete where there was something to delete. */
async function createAndDelete(user: User, times: number): Promise<Map<string, number>> {
  const heard = new Map<string, number>();
  for (let time = 0; time < times; time += 1) {
    const input = createInput(user, freshDomain());
    const run = activitiesOf(services, randomUUID());
    const quota = await run.checkQuota(input);
    const { outcome, message } = quota.outcome === "go" ? await run.create(input) : quota;
    const answer = outcome === "created" ? outcome : `${outcome}: ${message}`;
    heard.set(answer, (heard.get(answer) ?? 0) + 1);
    if (outcome !== "created") continue;
    const removal = { userId: user.id, domain: input.domain, supportUrl: SUPPORT_URL };
    expect(await activitiesOf(services, randomUUID()).delete(removal)).toMatchObject({ outcome: "deleted" });
  }
  return heard;
}

const folders = async () =>
  (await readdir(services.farm.sitesDir)).filter((name) => name.startsWith("wiki-"));

test("hole 47: a loop of 100 creates and deletes ends at both limits, each of which is named", async () => {
  const alice = await services.addUser();
  expect(await createAndDelete(alice, 60)).toEqual(
    new Map([
      ["created", 15],
      [
        `tooManyArchived: You have deleted 15 wikis that the farm still keeps, which is as many as the console allows. Restore one instead of creating another, or ask support to remove some for good. ${SUPPORT_URL}`,
        45,
      ],
    ]),
  );
  // An administrator gives her room for more; then the pace stops her.
  await services.database.user.update({ where: { id: alice.id }, data: { quota: 10 } });
  expect(await createAndDelete(alice, 40)).toEqual(
    new Map([
      ["created", 5],
      [
        "tooManyCreates: You have created 20 wikis within an hour, which is as many as the console allows. Try again later.",
        35,
      ],
    ]),
  );
  expect(await folders()).toHaveLength(20);

  const bob = await services.addUser();
  expect(await createAndDelete(bob, 1)).toEqual(new Map([["created", 1]]));
});
