import type pg from "pg";

/** How many sessions of the client's database wait for a lock that somebody else holds. */
export async function waitingForLocks(client: Pick<pg.Client, "query">): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    "select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
  );
  return rows[0]?.n ?? 0;
}
