import { randomUUID } from "node:crypto";
import pg from "pg";
import { workflowId } from "#lib/contracts/workflows.ts";
import type { Person, Stack } from "./stack.ts";

export interface User {
  id: number;
  ownerClaim: string;
}

export interface RecordedRun {
  runId: string;
  hoursAgo: number;
  farmMs: number;
}

/** What stands in a running stack's database, and what a test puts there. */
export class StackDatabase {
  readonly #database: pg.Pool;

  constructor({ databaseUrl }: Pick<Stack, "databaseUrl">) {
    this.#database = new pg.Pool({ connectionString: databaseUrl, max: 3 });
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

  /** Of the last operation on that domain; undefined: there is none yet. */
  async stateOf(domain: string): Promise<string | undefined> {
    const { rows } = await this.#database.query<{ state: string }>(
      "SELECT state FROM operation WHERE domain = $1 ORDER BY created_at DESC LIMIT 1",
      [domain],
    );
    return rows[0]?.state;
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

  /**
   * As if syncs had found so many of that person's wikis deleted, long ago. Their names begin with the mark. Only while
   * no sync can run: the farm doesn't have them.
   */
  async addDeletedWikis(of: Person, count: number, mark: string): Promise<void> {
    const { id } = await this.user(of);
    await this.#database.query(
      `INSERT INTO archived_site (domain, owner_id, owner_source, state_before, archived_at)
       SELECT $3 || lpad(n::text, 3, '0') || '.localhost', $1, 'person', 'active',
         timestamptz '2020-01-01' - n * interval '1 day'
       FROM generate_series(1, $2::int) n`,
      [id, count, mark],
    );
  }

  /** As if nobody knew whose deleted wiki that is: it stands with its owner as with the default user. */
  async unassignDeleted(domain: string): Promise<void> {
    await this.#database.query("UPDATE archived_site SET owner_source = 'default' WHERE domain = $1", [
      domain,
    ]);
  }

  /** As if an unassigned wiki of that name, which stood with that person, were gone from the farm. */
  async keepUnassignedName(domain: string, standsWith: Person): Promise<void> {
    const { id } = await this.user(standsWith);
    await this.#database.query(
      "INSERT INTO tombstone (domain, owner_id, owner_source) VALUES ($1, $2, 'default')",
      [domain, id],
    );
  }

  async forgetKeptName(domain: string): Promise<void> {
    await this.#database.query("DELETE FROM tombstone WHERE domain = $1", [domain]);
  }

  async forgetDeletedWikis(mark: string): Promise<void> {
    await this.#database.query("DELETE FROM archived_site WHERE starts_with(domain, $1)", [mark]);
  }

  async isOnHold(domain: string): Promise<boolean> {
    const { rowCount } = await this.#database.query("SELECT FROM hold WHERE domain = $1", [domain]);
    return rowCount === 1;
  }

  /** A hold whose wiki is gone. */
  async holdName(domain: string, reason: string): Promise<void> {
    await this.#database.query("INSERT INTO hold (domain, reason) VALUES ($1, $2)", [domain, reason]);
  }

  /** So that the test's wiki can be removed. */
  async liftHold(domain: string): Promise<void> {
    await this.#database.query("DELETE FROM hold WHERE domain = $1", [domain]);
  }

  /** As if the last sync had met a wiki of another console, whose id it returns. Only while no sync can run. */
  async meetConsole(): Promise<string> {
    const console = randomUUID();
    await this.#database.query(
      "INSERT INTO sync_finding (kind, domain, console, detail, run_id) VALUES ('otherConsole', $1, $2, 'Met by a test.', 'none')",
      [`${console}.localhost`, console],
    );
    return console;
  }

  async forgetConsole(console: string): Promise<void> {
    await this.#database.query("DELETE FROM sync_finding WHERE console = $1", [console]);
  }

  /** As if the last sync had met so many names that can't be managed. Only while no sync can run. */
  async meetNames(count: number, mark: string): Promise<void> {
    await this.#database.query(
      `INSERT INTO sync_finding (kind, domain, detail, run_id)
       SELECT 'notCanonical', $2 || lpad(n::text, 3, '0') || '.Localhost', 'Met by a test.', $2
       FROM generate_series(1, $1::int) n`,
      [count, mark],
    );
  }

  async forgetNames(mark: string): Promise<void> {
    await this.#database.query("DELETE FROM sync_finding WHERE run_id = $1", [mark]);
  }

  /** Whether that console's wikis count as this one's. */
  async continues(console: string): Promise<boolean> {
    const { rowCount } = await this.#database.query("SELECT FROM former_console WHERE uuid = $1", [console]);
    return rowCount === 1;
  }

  /** Syncs and previews that somebody asked for by a button. */
  async countRuns(): Promise<number> {
    const { rowCount } = await this.#database.query(
      "SELECT FROM operation WHERE kind = 'preview' OR kind = 'sync' AND trigger = 'button'",
    );
    return rowCount ?? 0;
  }

  /** As if the last sync had been that long ago, and the farm had taken so long for it. Only while no sync can run. */
  async recordSync({ runId, hoursAgo, farmMs }: RecordedRun): Promise<void> {
    await this.#database.query(
      `INSERT INTO sync_run (run_id, workflow_id, trigger, success, farm_ms, started_at, ended_at)
       SELECT $1, $1, 'schedule', true, $3::int, at, at FROM (SELECT now() - $2::int * interval '1 hour' AS at) AS t`,
      [runId, hoursAgo, farmMs],
    );
  }

  async forgetSync(runId: string): Promise<void> {
    await this.#database.query("DELETE FROM sync_run WHERE run_id = $1", [runId]);
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

  async close(): Promise<void> {
    await this.#database.end();
  }
}
