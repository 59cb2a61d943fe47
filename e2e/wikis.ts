import { createHash } from "node:crypto";
import type { TestInfo } from "@playwright/test";
import type { StackAccess } from "./stack/access.ts";
import type { Person } from "./stack/stack.ts";

/** The console knows a person from their first sign-in on. */
type SignIn = (person: Person) => Promise<unknown>;

/** The wikis of one test: names that nobody else has, and their end with it. */
export class Wikis {
  readonly #access: StackAccess;
  readonly #signIn: SignIn;
  readonly #prefix: string;
  readonly #domains: string[] = [];

  constructor(access: StackAccess, signIn: SignIn, test: TestInfo) {
    this.#access = access;
    this.#signIn = signIn;
    const unique = `${test.testId} ${test.project.name} ${test.repeatEachIndex}`;
    this.#prefix = `t${createHash("sha256").update(unique).digest("hex").slice(0, 8)}`;
  }

  /** A name that no other test uses. What is made of it during the test is deleted after it. */
  name(below = this.#access.stack.siteDomain): { name: string; domain: string } {
    const name = `${this.#prefix}-${this.#domains.length + 1}`;
    const domain = `${name}.${below}`;
    this.#domains.push(domain);
    return { name, domain };
  }

  /** A wiki made as another program would, by its workflow. */
  async create(owner: Person): Promise<string> {
    const { domain } = this.name();
    await this.#signIn(owner);
    const output = await this.#access.createWiki(owner, domain);
    if (!output.success) throw new Error(`${domain} wasn't made: ${output.errorMessage}`);
    return domain;
  }

  async removeAll(): Promise<void> {
    for (const domain of this.#domains) await this.#access.removeWiki(domain);
  }
}
