import { afterAll, beforeAll, expect, test } from "vitest";
import { type Console, type Dependency, PATIENCE_MS, startConsole } from "./outages/console.ts";
import { expectTrueAnswers } from "./outages/expect-true-answers.ts";
import { runLoad, submitUntilItEnds } from "./outages/load.ts";
import { Member } from "./outages/member.ts";
import { readyz } from "./outages/readyz.ts";
import { signIn } from "./outages/sign-in.ts";

let console: Console;
beforeAll(async () => {
  console = await startConsole();
}, 300_000);
afterAll(() => console?.stop());

/** What `/readyz` says of it while it is away. */
const missing: Record<Dependency, object> = {
  postgres: { ready: false, postgres: "can't be reached" },
  temporal: { ready: true, temporal: expect.stringMatching(/can't be reached|doesn't answer/) },
  farm: { ready: true, farm: "can't be reached" },
  provider: { ready: true, provider: "can't be reached" },
};
/** Longer than an answer of /readyz is kept. */
const timeout = 10_000;
const dependencies = ["postgres", "temporal", "farm", "provider"] as const;

test.each(dependencies)(
  "hole 24: %s is killed during creates and deletes and comes back: every answer is true",
  async (dependency) => {
    const service = console.services[dependency];
    const onlooker = await Member.add(
      console.database,
      console.baseUrl,
      console.issuer,
      `${dependency}-onlooker`,
    );
    const away = Promise.withResolvers<void>();
    const load = runLoad(console, { name: `${dependency}-short`, members: 4, requests: 24 }, (told) => {
      if (told === 4) service.kill().then(away.resolve, away.reject);
    });
    await away.promise;
    try {
      await expect.poll(() => readyz(console), { timeout }).toMatchObject({ body: missing[dependency] });
      const page = await onlooker.open("/wikis/new", "operation");
      // Without its database the console can't do anything, and says so; without another one it can.
      if (dependency === "postgres")
        expect(page).toMatchObject({
          kind: "failed",
          text: expect.stringContaining("database doesn&#x27;t answer"),
        });
      else expect(page).toHaveProperty("fields");
    } finally {
      await service.bringBack();
    }
    const told = await load;
    await expectTrueAnswers(console, told);
    expect(told.filter(({ answer }) => answer.kind !== "done")).toEqual([]);
    if (dependency !== "postgres") expect(told.filter(({ failures }) => failures > 0)).toEqual([]);
    await expect.poll(() => readyz(console), { timeout }).toMatchObject({ status: 200 });
  },
  90_000,
);

test("hole 24: without the provider nobody can sign in, which a page says, and with it they can again", async () => {
  const { baseUrl, services } = console;
  const isIn = { status: 200, url: `${baseUrl}/wikis` };
  expect(await signIn(baseUrl)).toMatchObject(isIn);
  await services.provider.kill();
  try {
    const { url, body } = await signIn(baseUrl);
    expect(new URL(url).pathname).toBe("/sign-in-error");
    expect(body).toContain("couldn&#x27;t reach the service that knows who you are");
  } finally {
    await services.provider.bringBack();
  }
  expect(await signIn(baseUrl)).toMatchObject(isIn);
}, 60_000);

/** What `/readyz` says of it while it accepts connections and answers nothing. */
const hanging: Record<Dependency, object> = {
  postgres: { ready: false, postgres: expect.stringMatching(/can't be reached|doesn't answer/) },
  temporal: { ready: true, temporal: "doesn't answer", worker: "not known" },
  farm: { ready: true, farm: "doesn't answer" },
  provider: { ready: true, provider: "doesn't answer" },
};

/** What becomes of a create meanwhile, which needs no provider. */
const answered: Record<Dependency, RegExp> = {
  postgres: /^failed$/,
  temporal: /^following$/,
  farm: /^following$/,
  provider: /^(done|following)$/,
};

test.each(dependencies)(
  "holes 11 and 24: %s hangs: pages and actions answer within patience + 2 s, /readyz within 2 s",
  async (dependency) => {
    const member = await Member.add(console.database, console.baseUrl, console.issuer, `${dependency}-hangs`);
    const form = await member.open("/wikis/new", "operation");
    if ("kind" in form) throw new Error(form.text);
    const domain = `${dependency}-hangs.localhost`;
    const typed = { name: `${dependency}-hangs` };
    const { freeze, thaw } = hanger(dependency);
    freeze();
    try {
      const answer = await member.submit(form, typed);
      expect(answer.tookMs).toBeLessThan(PATIENCE_MS + 2_000);
      expect(answer.kind).toMatch(answered[dependency]);
      const { location } = answer;
      if (location !== undefined) {
        const lookTookMs = async () => (await member.look(location)).tookMs;
        await expect.poll(lookTookMs, { timeout }).toBeLessThan(PATIENCE_MS + 2_000);
      }
      await expect.poll(() => readyz(console), { timeout }).toMatchObject({ body: hanging[dependency] });
      // What takes longer isn't kept, so that the next one is asked for anew.
      await expect.poll(async () => (await readyz(console)).tookMs, { timeout }).toBeLessThan(2_000);
      expect(await metricsOf(console.web)).toContain(`member_console_up{service="${dependency}"} 0\n`);
    } finally {
      thaw();
    }
    const answer = await submitUntilItEnds(member, form, typed);
    expect(answer).toMatchObject({ kind: "done" });
    const told = { member, kind: "create", domain, answer, failures: 0 } as const;
    await expectTrueAnswers(console, [told]);
  },
  90_000,
);

test("holes 11 and 24: PostgreSQL hangs while an action waits: it answers, and so does the page that follows it", async () => {
  const { databaseProxy, services } = console;
  const member = await Member.add(console.database, console.baseUrl, console.issuer, "hangs-later");
  const form = await member.open("/wikis/new", "operation");
  if ("kind" in form) throw new Error(form.text);
  const typed = { name: "hangs-later" };
  const id = form.fields.operation ?? "";
  services.farm.freeze();
  try {
    const submitted = member.submit(form, typed);
    const sent = () => console.database.operation.findUnique({ where: { id } });
    await expect.poll(sent, { timeout }).toMatchObject({ state: "sent" });
    databaseProxy.freeze();
    const answer = await submitted;
    expect(answer).toMatchObject({ kind: "following" });
    expect(answer.tookMs).toBeLessThan(PATIENCE_MS + 2_000);
    const lookTookMs = async () => (await member.look(answer.location ?? "")).tookMs;
    await expect.poll(lookTookMs, { timeout }).toBeLessThan(PATIENCE_MS + 2_000);
  } finally {
    databaseProxy.pass();
    services.farm.thaw();
  }
  expect(await submitUntilItEnds(member, form, typed)).toMatchObject({ kind: "done" });
});

test("web server and worker serve metrics, each on its port", async () => {
  expect(await metricsOf(console.web)).toMatch(
    /^member_console_operations_total\{kind="create",outcome="created"\} \d+$/m,
  );
  expect(await metricsOf(console.worker)).toMatch(/^temporal_\w*activity_\w+/m);
});

async function metricsOf({ metricsPort }: { metricsPort: number }): Promise<string> {
  return (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
}

/** PostgreSQL's sessions go on when its first process hangs, so a proxy holds what it is asked. */
function hanger(dependency: Dependency): { freeze(): void; thaw(): void } {
  const { databaseProxy, services } = console;
  if (dependency !== "postgres") return services[dependency];
  return { freeze: databaseProxy.freeze, thaw: databaseProxy.pass };
}
