import { afterAll, beforeAll, expect, test } from "vitest";
import { type Console, startConsole } from "./outages/console.ts";
import { expectTrueAnswers } from "./outages/expect-true-answers.ts";
import { runLoad, submitUntilItEnds } from "./outages/load.ts";
import { Member } from "./outages/member.ts";
import { buildRelease, type Release } from "./upgrade/release.ts";

/** The first release: the last one before migration 20261124000000_safety. */
const RELEASED = "2585e75";

let release: Release;
let console: Console;
beforeAll(async () => {
  release = await buildRelease(RELEASED);
  console = await startConsole({ first: release.root });
}, 900_000);
afterAll(async () => {
  await console?.stop();
  release?.remove();
});

test("a rolling upgrade from the first release during creates and deletes, with a form open over it: nobody sees an error, nothing is lost", async () => {
  const { balancer, web: oldWeb, worker: oldWorker } = console;
  const member = await Member.add(console.database, console.baseUrl, console.issuer, "open-form");
  const form = await member.open("/wikis/new", "operation");
  if ("kind" in form) throw new Error(form.text);
  const reached = new Map([4, 16, 32, 48].map((told) => [told, Promise.withResolvers<void>()]));
  const load = runLoad(console, { name: "upgrade", members: 4, requests: 64 }, (told) => {
    reached.get(told)?.resolve();
  });

  await reached.get(4)?.promise;
  await console.migrate();
  await reached.get(16)?.promise;
  const [web] = await Promise.all([console.startWeb(), console.startWorker()]);
  balancer.sendTo(oldWeb.port, web.port);
  await reached.get(32)?.promise;
  balancer.sendTo(web.port);
  const ended = await Promise.all([oldWeb.stop(), oldWorker.stop()]);
  expect(ended.map(({ code }) => code)).toEqual([0, 0]);

  const told = await load;
  expect(told.filter(({ answer, failures }) => answer.kind !== "done" || failures > 0)).toEqual([]);
  await expectTrueAnswers(console, told);
  expect(await submitUntilItEnds(member, form, { name: "open-form" })).toMatchObject({ kind: "done" });
  expect(await console.database.site.findUnique({ where: { domain: "open-form.localhost" } })).toMatchObject({
    state: "active",
    ownerId: member.user.id,
  });
}, 300_000);
