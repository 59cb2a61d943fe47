import { randomUUID } from "node:crypto";
import pg from "pg";
import { expect, test } from "vitest";
import { databasesForFile } from "#embedded/testing/for-file.ts";
import { freePort } from "#embedded/testing/ports.ts";
import { openDatabase, poolOf } from "./client.ts";
import { isConnectionError } from "./errors.ts";
import { patiently } from "./patiently.ts";
import { assertSchemaKnown, schemaSinceStart, UnknownSchemaError } from "./schema-version.ts";

const postgres = await databasesForFile();

async function withDatabase<T>(url: string, work: (database: ReturnType<typeof openDatabase>) => Promise<T>) {
  const database = openDatabase(url);
  try {
    return await work(database);
  } finally {
    await database.$disconnect();
  }
}

const query = (url: string, sql: string) =>
  withDatabase(url, (database) => database.$executeRawUnsafe(sql).then(() => undefined));

test("times are read as they were written when the database's own zone is Asia/Tokyo", async () => {
  const url = await postgres.createDatabase();
  await query(url, `alter database ${new URL(url).pathname.slice(1)} set timezone = 'Asia/Tokyo'`);
  await withDatabase(url, async (database) => {
    const event = await database.auditEvent.create({ data: { action: "look", outcome: "seen" } });
    expect(Math.abs(event.at.getTime() - Date.now())).toBeLessThan(60_000);
    const at = new Date("2026-03-01T01:05:00.123Z");
    const { id } = await database.auditEvent.create({ data: { action: "look", outcome: "seen", at } });
    expect((await database.auditEvent.findUniqueOrThrow({ where: { id } })).at).toEqual(at);
  });
});

test("each change of a site has a larger number than all before it, and its time from the database", async () => {
  await withDatabase(await postgres.createDatabase(), async (database) => {
    const owner = { issuer: "i", sub: "s", name: "n", username: "u", ownerClaim: "s" };
    const { id: ownerId } = await database.user.create({ data: owner });
    const row = { domain: "a.localhost", ownerId, ownerSource: "person", state: "active" } as const;
    const made = await database.site.create({ data: row });
    const changed = await database.site.update({ where: { id: made.id }, data: { pages: 1 } });
    expect(changed.changeSeq).toBeGreaterThan(made.changeSeq);
    expect(changed.updatedAt.getTime()).toBeGreaterThanOrEqual(made.updatedAt.getTime());
    const archived = await database.archivedSite.create({
      data: { domain: row.domain, ownerId, ownerSource: "person", stateBefore: "active" },
    });
    expect(archived.changeSeq).toBeGreaterThan(changed.changeSeq);
  });
});

test("a schema that is exactly ours is known", async () => {
  await withDatabase(postgres.url, (database) => assertSchemaKnown(database));
});

test("a database that was never migrated, or lacks a migration, is refused with what to run", async () => {
  const url = await postgres.createDatabase();
  await query(url, "delete from _prisma_migrations where migration_name like '%_ledger'");
  const refusal = withDatabase(url, (database) => assertSchemaKnown(database));
  await expect(refusal).rejects.toThrow(
    /lacks 1 of \d+ migrations \(\d+_ledger\): run member-console migrate/,
  );
  await query(url, "drop table _prisma_migrations");
  await expect(withDatabase(url, (database) => assertSchemaKnown(database))).rejects.toThrow(
    UnknownSchemaError,
  );
});

test("a database that a newer version migrated is refused, naming the migration", async () => {
  const url = await postgres.createDatabase();
  await query(
    url,
    `insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ('x', 'x', '2999_later', now())`,
  );
  await expect(withDatabase(url, (database) => assertSchemaKnown(database))).rejects.toThrow("2999_later");
});

test("a newer schema is one for a process that started before it, and for no other", async () => {
  const url = await postgres.createDatabase();
  await withDatabase(url, async (running) => {
    expect(await schemaSinceStart(running)).toBe("known");
    await query(url, "update console set functions_hash = 'of another version'");
    expect(await schemaSinceStart(running)).toBe("newer");
    await withDatabase(url, (starting) =>
      expect(schemaSinceStart(starting)).rejects.toThrow(UnknownSchemaError),
    );
    await query(
      url,
      "update _prisma_migrations set migration_name = '2999_later' where migration_name like '%_ledger'",
    );
    await expect(schemaSinceStart(running)).rejects.toThrow(UnknownSchemaError);
  });
});

test("a port where nobody listens and too many connections are connection errors; a wrong query isn't", async () => {
  const nowhere = `postgres://nobody@127.0.0.1:${await freePort()}/nothing`;
  const silence = await query(nowhere, "select 1").catch((error: unknown) => error);
  expect(isConnectionError(silence)).toBe(true);
  const role = `full_${randomUUID().slice(0, 8)}`;
  await query(postgres.url, `create role ${role} login password 'full' connection limit 0`);
  const full = openDatabase(Object.assign(new URL(postgres.url), { username: role, password: "full" }).href);
  for (const ask of [() => full.$queryRaw`select 1`, () => poolOf(full).query("select 1")]) {
    expect(isConnectionError(await ask().catch((error: unknown) => error))).toBe(true);
  }
  await full.$disconnect();
  await query(postgres.url, `drop role ${role}`);
  const mistake = await query(postgres.url, "select no_such_column").catch((error: unknown) => error);
  expect(isConnectionError(mistake)).toBe(false);
});

test("work that lost its connection in the middle is repeated", async () => {
  const killer = new pg.Client({ connectionString: postgres.url });
  await killer.connect();
  await withDatabase(postgres.url, async (database) => {
    let tries = 0;
    const answer = patiently(() => {
      tries += 1;
      // The first try waits for its end; the second is short.
      return database.$queryRawUnsafe(tries === 1 ? "select 'slow', pg_sleep(60)::text" : "select 'short'");
    });
    const kill = "select pg_terminate_backend(pid) from pg_stat_activity where query like 'select ''slow''%'";
    await expect.poll(async () => (await killer.query(kill)).rowCount, { timeout: 10_000 }).toBe(1);
    expect(await answer).toEqual([{ "?column?": "short" }]);
    expect(tries).toBe(2);
  });
  await killer.end();
});
