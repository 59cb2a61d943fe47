import { messages } from "#lib/contracts/messages.ts";
import { database } from "#lib/database/client.ts";

/**
 * Ends an operation that Temporal doesn't know although its deadline has passed: nobody will start it any more.
 * True when it did. One that sent something or holds a site is left alone; a start that arrives even later meets
 * the ended row and does nothing.
 */
export async function giveUpUnstarted(operationId: string): Promise<boolean> {
  const ended = await database().$queryRaw<unknown[]>`
    with overdue as materialized (
      select id from operation
      where id = ${operationId}::uuid and state = 'running' and deadline < clock_timestamp()
        and not exists (select from site where site.operation_id = operation.id)
      for no key update)
    select ledger_end(op, 'gaveUp', 'gaveUp', ${messages.gaveUp}) from operation op join overdue using (id)`;
  return ended.length > 0;
}
