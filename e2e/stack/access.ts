import { randomUUID } from "node:crypto";
import { Client, Connection } from "@temporalio/client";
import pg from "pg";
import {
  type CreateFedWikiSiteWorkflow,
  type DeleteFedWikiSiteWorkflow,
  workflowNames,
} from "#lib/contracts/workflows.ts";
import { StackDatabase, type User } from "./database.ts";
import type { Person, Stack } from "./stack.ts";

/** What another program can do with a running stack: start workflows, read the database. */
export class StackAccess extends StackDatabase {
  readonly stack: Stack;
  #temporal: Promise<Client> | undefined;

  constructor(stack: Stack) {
    super(stack);
    this.stack = stack;
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

  /** Waits until nobody else holds the lock of that name; the end of this process would release it too. */
  async lock(name: string): Promise<() => Promise<void>> {
    const client = new pg.Client({ connectionString: this.stack.databaseUrl });
    await client.connect();
    await client.query("SELECT pg_advisory_lock(hashtext($1))", [name]);
    return () => client.end();
  }

  override async close(): Promise<void> {
    await super.close();
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
