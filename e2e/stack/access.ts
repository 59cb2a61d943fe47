import { randomUUID } from "node:crypto";
import { Client, Connection } from "@temporalio/client";
import pg from "pg";
import {
  type CreateFedWikiSiteWorkflow,
  type DeleteFedWikiSiteWorkflow,
  workflowId,
  workflowNames,
} from "#lib/contracts/workflows.ts";
import type { Person, Stack } from "./stack.ts";

export interface User {
  id: number;
  ownerClaim: string;
}

/** What another program can do with a running stack: start workflows, read the database. */
export class StackAccess {
  readonly stack: Stack;
  readonly #database: pg.Pool;
  #temporal: Promise<Client> | undefined;

  constructor(stack: Stack) {
    this.stack = stack;
    this.#database = new pg.Pool({ connectionString: stack.databaseUrl, max: 3 });
  }

  async user(person: Person): Promise<User> {
    const { rows } = await this.#database.query<User>(
      'SELECT id, owner_claim AS "ownerClaim" FROM users WHERE username = $1',
      [person],
    );
    const [row] = rows;
    if (row === undefined) throw new Error(`the database knows no ${person}`);
    return row;
  }

  async createWiki(owner: Person, domain: string, user?: User) {
    const { id, ownerClaim } = user ?? (await this.user(owner));
    const client = await this.temporal();
    return client.workflow.execute<CreateFedWikiSiteWorkflow>(workflowNames.create, {
      taskQueue: this.stack.taskQueue,
      workflowId: otherProgramsId(),
      args: [
        { userId: id, domain, ownerName: owner, ownerId: ownerClaim, isCustomDomain: false, supportUrl: "" },
      ],
    });
  }

  async deleteWiki(by: Person, domain: string, user?: User) {
    const { id } = user ?? (await this.user(by));
    return this.#deleteAs(id, domain);
  }

  /** Deletes it as the one who has it, if the console knows it. */
  async removeWiki(domain: string): Promise<void> {
    const owner = await this.ownerOf(domain);
    if (owner !== undefined) await this.#deleteAs(owner.userId, domain);
  }

  async #deleteAs(userId: number, domain: string) {
    const client = await this.temporal();
    return client.workflow.execute<DeleteFedWikiSiteWorkflow>(workflowNames.delete, {
      taskQueue: this.stack.taskQueue,
      workflowId: otherProgramsId(),
      args: [{ userId, domain, supportUrl: "" }],
    });
  }

  /** Id of the last operation on that domain. */
  async operationOf(domain: string): Promise<string> {
    const { rows } = await this.#database.query<{ id: string }>(
      "SELECT id FROM operation WHERE domain = $1 ORDER BY created_at DESC LIMIT 1",
      [domain],
    );
    const [row] = rows;
    if (row === undefined) throw new Error(`there was no operation on ${domain}`);
    return row.id;
  }

  /** A create as it stands before its workflow has begun, to look at a page that follows one; returns its id. */
  async waitingCreate(by: Person, domain: string): Promise<string> {
    const { id, ownerClaim } = await this.user(by);
    const operation = randomUUID();
    await this.#database.query(
      `INSERT INTO operation (id, kind, user_id, subject, domain, workflow_id, deadline)
       VALUES ($1, 'create', $2, $3, $4, $5, now() + interval '5 minutes')`,
      [operation, id, ownerClaim, domain, workflowId("create", operation)],
    );
    return operation;
  }

  async countOperations(domain: string): Promise<number> {
    const { rowCount } = await this.#database.query("SELECT FROM operation WHERE domain = $1", [domain]);
    return rowCount ?? 0;
  }

  /** How many wikis that person may have; null: as many as everybody. */
  async setQuota(person: Person, quota: number | null): Promise<void> {
    await this.#database.query("UPDATE users SET quota = $2 WHERE username = $1", [person, quota]);
  }

  async isOnHold(domain: string): Promise<boolean> {
    const { rowCount } = await this.#database.query("SELECT FROM hold WHERE domain = $1", [domain]);
    return rowCount === 1;
  }

  /** So that the test's wiki can be removed. */
  async liftHold(domain: string): Promise<void> {
    await this.#database.query("DELETE FROM hold WHERE domain = $1", [domain]);
  }

  /** Syncs and previews that somebody asked for by a button. */
  async countRuns(): Promise<number> {
    const { rowCount } = await this.#database.query(
      "SELECT FROM operation WHERE kind = 'preview' OR kind = 'sync' AND trigger = 'button'",
    );
    return rowCount ?? 0;
  }

  async auditOutcomes(action: string): Promise<string[]> {
    const { rows } = await this.#database.query<{ outcome: string }>(
      "SELECT outcome FROM audit_event WHERE action = $1",
      [action],
    );
    return rows.map(({ outcome }) => outcome);
  }

  /** Who has the wiki of that domain in the console and where that is known from; undefined: there is none. */
  async ownerOf(domain: string): Promise<{ userId: number; source: string } | undefined> {
    const { rows } = await this.#database.query<{ userId: number; source: string }>(
      'SELECT owner_id AS "userId", owner_source AS "source" FROM site WHERE domain = $1',
      [domain],
    );
    return rows[0];
  }

  async knows(domain: string): Promise<boolean> {
    return (await this.ownerOf(domain)) !== undefined;
  }

  /** Waits until nobody else holds the lock of that name; the end of this process would release it too. */
  async lock(name: string): Promise<() => Promise<void>> {
    const client = new pg.Client({ connectionString: this.stack.databaseUrl });
    await client.connect();
    await client.query("SELECT pg_advisory_lock(hashtext($1))", [name]);
    return () => client.end();
  }

  async close(): Promise<void> {
    await this.#database.end();
    if (this.#temporal !== undefined) await (await this.#temporal).connection.close();
  }

  temporal(): Promise<Client> {
    this.#temporal ??= Connection.connect({ address: this.stack.temporalAddress }).then(
      (connection) => new Client({ connection, namespace: this.stack.namespace }),
    );
    return this.#temporal;
  }
}

/** A workflow with a form's id needs that form's operation; other programs name theirs as they like. */
function otherProgramsId(): string {
  return `of-another-program-${randomUUID()}`;
}
