import { database } from "#lib/database/client.ts";
import type { Person } from "./claims.ts";

/**
 * Makes or refreshes a person's row at sign-in, and gives them the wikis, archived ones too, that stand with the default
 * user although the farm names this person as their owner. Matched by issuer and subject alone, never by mail.
 * @returns the user's id
 */
export async function rememberPerson(person: Person): Promise<number> {
  const rows = await database().$queryRaw<{ id: number }[]>`
    with me as (
      insert into users (issuer, sub, name, username, email, owner_claim, is_admin, first_sign_in_at, last_sign_in_at)
      values (${person.issuer}, ${person.sub}, ${person.name}, ${person.username}, ${person.email},
        ${person.ownerClaim}, ${person.isAdmin}, clock_timestamp(), clock_timestamp())
      on conflict (issuer, sub) do update set
        name = excluded.name, username = excluded.username, email = excluded.email,
        owner_claim = excluded.owner_claim, is_admin = excluded.is_admin,
        first_sign_in_at = coalesce(users.first_sign_in_at, excluded.first_sign_in_at),
        last_sign_in_at = excluded.last_sign_in_at
      returning id
    ), unassigned as (
      -- A sign-in doesn't wait for a sync, nor a sync for it: what one holds now, it or the next one moves.
      select id from site where owner_source = 'default' and farm_subject = ${person.ownerClaim}
      for no key update skip locked
    ), mine as (
      update site set owner_id = me.id, owner_source = 'farm'
      from me, unassigned
      where site.id = unassigned.id
    ), unassigned_archived as (
      select id from archived_site where owner_source = 'default' and farm_subject = ${person.ownerClaim}
      for no key update skip locked
    ), mine_archived as (
      update archived_site set owner_id = me.id, owner_source = 'farm'
      from me, unassigned_archived
      where archived_site.id = unassigned_archived.id
    )
    select id from me`;
  const row = rows[0];
  if (row === undefined) throw new Error("The database kept no row of a person who signed in");
  return row.id;
}
