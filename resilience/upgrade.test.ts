import { afterAll, beforeAll, expect, test } from "vitest";
import { type Console, startConsole } from "./outages/console.ts";
import { expectTrueAnswers } from "./outages/expect-true-answers.ts";
import { runLoad, submitUntilItEnds } from "./outages/load.ts";
import { Member } from "./outages/member.ts";

let console: Console;
beforeAll(async () => {
  console = await startConsole();
}, 300_000);
afterAll(() => console?.stop());

const timeout = 10_000;

async function openForm(name: string) {
  const member = await Member.add(console.database, console.baseUrl, console.issuer, name);
  const form = await member.open("/wikis/new", "operation");
  if ("kind" in form) throw new Error(form.text);
  return { member, form, typed: { name } };
}

test("a web server that is told to stop takes nothing new, answers the action in progress and ends well", async () => {
  const web = await console.startWeb();
  console.balancer.sendTo(web.port);
  const { member, form, typed } = await openForm("in-progress");
  console.services.farm.freeze();
  try {
    const answer = member.submit(form, typed);
    const id = form.fields.operation ?? "";
    const row = () => console.database.operation.findUnique({ where: { id } });
    await expect.poll(row, { timeout }).not.toBeNull();
    const ended = web.stop();
    await expect.poll(() => takesNewConnections(web.port), { timeout }).toBe(false);
    console.services.farm.thaw();
    // Patience may have ended before.
    expect((await answer).kind).toMatch(/^(done|following)$/);
    await expect.poll(row, { timeout }).toMatchObject({ state: "done" });
    expect(await ended).toEqual({ code: 0, signal: null });
  } finally {
    console.services.farm.thaw();
    console.balancer.sendTo(console.web.port);
  }
});

/** Both are of this build: what is shown is how processes take over from each other. */
test("a rolling upgrade during creates and deletes, with a form open over it: nobody sees an error, nothing is lost", async () => {
  const { member, form, typed } = await openForm("open-form");
  const begun = Promise.withResolvers<void>();
  const load = runLoad(console, { name: "upgrade", members: 4, requests: 40 }, (told) => {
    if (told === 4) begun.resolve();
  });
  await begun.promise;
  const [web] = await Promise.all([console.startWeb(), console.startWorker()]);
  console.balancer.sendTo(web.port);
  const ended = await Promise.all([console.web.stop(), console.worker.stop()]);
  expect(ended.map(({ code }) => code)).toEqual([0, 0]);

  const told = await load;
  expect(told.filter(({ answer, failures }) => answer.kind !== "done" || failures > 0)).toEqual([]);
  await expectTrueAnswers(console, told);
  expect(await submitUntilItEnds(member, form, typed)).toMatchObject({ kind: "done" });
  expect(await console.database.site.findUnique({ where: { domain: "open-form.localhost" } })).toMatchObject({
    state: "active",
    ownerId: member.user.id,
  });
}, 120_000);

function takesNewConnections(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/healthz`).then(
    () => true,
    () => false,
  );
}
