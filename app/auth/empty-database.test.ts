import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findings, otherConsoles } from "#lib/sync-findings.ts";
import { continueConsole } from "#lib/sync-repairs.ts";
import { syncStackForFile } from "#worker/testing/for-file.ts";
import { type LaidSite, laySites } from "#worker/testing/sync/lay-sites.ts";
import { runSync } from "#worker/testing/sync/run-sync.ts";
import { rememberPerson } from "./remember-person.ts";

const stack = await syncStackForFile();
let stopWorker: () => Promise<void>;
beforeAll(async () => {
  stopWorker = await stack.startWorker();
});
afterAll(() => stopWorker?.());

const OTHER_CONSOLE = "5a1dd1b6-6f0f-4a2c-9c83-0d2f5e0f3c11";
const people = ["alice", "bob", "carol", "dana", "4711"];
const ROUNDS = 50;

/** A wiki of each kind that a farm older than the console may hold, of `person` where it is somebody's. */
function kinds(person: string, round: number): LaidSite[] {
  const id = person === "4711" ? 4711 : person;
  const owner = { name: person, oauth2: { id, username: person } };
  const memberConsole = { console: OTHER_CONSOLE, operation: "1" };
  const of = (kind: string) => `${kind}-${round}.localhost`;
  return [
    { domain: of("oauth2"), owner, pages: 1 },
    { domain: of("empty"), owner },
    { domain: of("readonly"), owner, status: "readonly" },
    { domain: of("archived"), owner, status: "archived", pages: 1 },
    { domain: of("inactive"), owner, status: "inactive" },
    { domain: of("claim"), owner: { name: person, oauth2: { id: `${person}@example.org` } } },
    { domain: of("github"), owner: { name: person, github: { id: "1", username: person } } },
    { domain: of("google"), owner: { google: { id: "2", emails: [person] } } },
    { domain: of("twitter"), owner: { name: person, twitter: { id: "3" } }, status: "archived" },
    { domain: of("text"), owner: person, pages: 1 },
    { domain: of("ownerless"), pages: 2 },
    { domain: of("leftover") },
    { domain: of("leftover-archived"), status: "archived" },
    { domain: of("other-console"), owner: { ...owner, memberConsole } },
    { domain: of("other-console-archived"), owner: { ...owner, memberConsole }, status: "archived" },
    { domain: of("Upper"), owner },
    { domain: `${of("dot")}.`, owner },
    { domain: `www.${of("www")}`, owner },
    { domain: of("under_score"), owner },
  ];
}

async function names(ownerId: number, ownerSource: "farm" | "default") {
  const rows = { where: { ownerId, ownerSource }, orderBy: { domain: "asc" } } as const;
  const sites = await stack.database.site.findMany(rows);
  const archived = await stack.database.archivedSite.findMany(rows);
  const kindOf = ({ domain }: { domain: string }) => domain.replace(/-\d+\.localhost$/, "");
  const count = (found: { domain: string }[]) =>
    Object.fromEntries(
      [...Map.groupBy(found, kindOf)].map(([kind, { length }]): [string, number] => [kind, length]),
    );
  return { live: count(sites), archived: count(archived) };
}

test("an empty database on a full farm: one sync and a sign-in give each member their wikis and their restorable ones", async () => {
  const { sitesDir } = stack.farm;
  const sites = Array.from({ length: ROUNDS }, (_, round) =>
    kinds(people[round % people.length] ?? "", round),
  ).flat();
  await laySites(sitesDir, sites);
  // No site, and in no listing: the farm crashed while it made them.
  for (let round = 0; round < ROUNDS; round += 1) await mkdir(join(sitesDir, `crashed-${round}.localhost`));
  expect(sites.length + ROUNDS).toBe(1_000);

  // Some have signed in before the sync, others come after it.
  const signIn = (person: string) =>
    rememberPerson({
      ...{ issuer: "tests", sub: person, ownerClaim: person, name: person, username: person },
      ...{ email: null, isAdmin: false },
    });
  await signIn("alice");
  await signIn("4711");
  const output = await runSync(stack);
  expect(output).toMatchObject({ success: true, sitesFound: sites.length + 1 });

  const each = ROUNDS / people.length;
  const theirs = {
    live: { empty: each, oauth2: each, readonly: each },
    archived: { archived: each, inactive: each },
  };
  for (const person of people) expect(await names(await signIn(person), "farm")).toEqual(theirs);
  // What nobody is known for waits with the default user, as the seed wants it.
  expect(await names(stack.admin.id, "default")).toEqual({
    live: { claim: ROUNDS, github: ROUNDS, google: ROUNDS, text: ROUNDS },
    archived: { twitter: ROUNDS },
  });
  expect(await stack.database.site.count({ where: { state: "readonly" } })).toBe(ROUNDS);

  const viewer = { isAdmin: true };
  const total = async (kind: Parameters<typeof findings>[1]) =>
    (await findings(viewer, kind, { limit: 1 })).total;
  expect(await total("leftover")).toBe(2 * ROUNDS);
  expect(await total("ownerless")).toBe(ROUNDS);
  expect(await total("notCanonical")).toBe(4 * ROUNDS);
  expect(await otherConsoles(viewer)).toEqual([{ uuid: OTHER_CONSOLE, wikis: 2 * ROUNDS }]);
  expect(await runSync(stack)).toMatchObject({ success: true, sitesAdded: 0, sitesRemoved: 0 });
});

test("after a lost backup an administrator names the console that this one continues, and its wikis come home", async () => {
  await stack.database.user.update({ where: { id: stack.admin.id }, data: { isAdmin: true } });
  const alice = await stack.database.user.findFirstOrThrow({ where: { ownerClaim: "alice" } });
  expect(await continueConsole(alice, OTHER_CONSOLE)).toBe(false);
  expect(await continueConsole(stack.admin, "of nobody")).toBe(false);
  expect(await continueConsole(stack.admin, OTHER_CONSOLE)).toBe(true);
  expect(await runSync(stack)).toMatchObject({ success: true, sitesAdded: ROUNDS });
  expect(await names(alice.id, "farm")).toMatchObject({
    live: { "other-console": 10 },
    archived: { "other-console-archived": 10 },
  });
  expect(await otherConsoles({ isAdmin: true })).toEqual([]);
});
