import { type BrowserContext, test as base, type Page } from "@playwright/test";
import { signedInState } from "./sign-in.ts";
import { StackAccess } from "./stack/access.ts";
import { Farm } from "./stack/farm.ts";
import { type Person, readStack, type Stack } from "./stack/stack.ts";
import { watchForErrors } from "./watch.ts";
import { Wikis } from "./wikis.ts";

type StorageState = Awaited<ReturnType<BrowserContext["storageState"]>>;

interface TestFixtures {
  /** What a page may write to its console, beside nothing at all: e.g. the status of a 404 that is asked for. */
  allowedErrors: RegExp[];
  /** A page in a browser of its own, signed in or not; any number a test. */
  open: (person: Person | "nobody") => Promise<Page>;
  /** Gives a page that stands open to somebody else, or to nobody: its forms are theirs to send then. */
  become: (page: Page, person: Person | "nobody") => Promise<void>;
  visitor: Page;
  alice: Page;
  bob: Page;
  admin: Page;
  wikis: Wikis;
  farm: Farm;
  /** Held by tests that steer the one schedule of the stack, so that they run one at a time. */
  schedule: undefined;
}

interface WorkerFixtures {
  stack: Stack;
  access: StackAccess;
  sessionOf: (person: Person) => Promise<StorageState>;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  stack: [async ({}, use, { project }) => use(readStack(project.outputDir)), { scope: "worker" }],
  access: [
    async ({ stack }, use) => {
      const access = new StackAccess(stack);
      await use(access);
      await access.close();
    },
    { scope: "worker" },
  ],
  sessionOf: [
    async ({ browser, stack }, use) => {
      const sessions = new Map<Person, Promise<StorageState>>();
      await use((person) => {
        const known = sessions.get(person) ?? signedInState(browser, stack, person);
        sessions.set(person, known);
        return known;
      });
    },
    { scope: "worker" },
  ],

  allowedErrors: [[], { option: true }],
  baseURL: ({ stack }, use) => use(stack.baseUrl),
  open: async ({ browser, baseURL, stack, sessionOf, allowedErrors }, use) => {
    const contexts: BrowserContext[] = [];
    const errors: string[] = [];
    await use(async (person) => {
      const storageState = person === "nobody" ? undefined : await sessionOf(person);
      const context = await browser.newContext({ baseURL, storageState });
      contexts.push(context);
      watchForErrors(context, { origin: stack.baseUrl, allowed: allowedErrors, errors });
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
    base.expect(errors, "errors in the browser").toEqual([]);
  },
  become: async ({ sessionOf }, use) =>
    use(async (page, person) => {
      const session = person === "nobody" ? undefined : await sessionOf(person);
      await page.context().clearCookies();
      if (session !== undefined) await page.context().addCookies(session.cookies);
    }),
  visitor: async ({ open }, use) => use(await open("nobody")),
  alice: async ({ open }, use) => use(await open("alice")),
  bob: async ({ open }, use) => use(await open("bob")),
  admin: async ({ open }, use) => use(await open("admin")),
  wikis: async ({ access, sessionOf }, use, testInfo) => {
    const wikis = new Wikis(access, sessionOf, testInfo);
    await use(wikis);
    await wikis.removeAll();
  },
  farm: async ({ stack }, use) => use(new Farm(stack)),
  schedule: async ({ access }, use) => {
    const release = await access.lock("schedule");
    await use(undefined);
    await release();
  },
});

export { expect } from "@playwright/test";
