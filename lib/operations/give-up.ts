import { messages } from "#lib/contracts/messages.ts";
import { database } from "#lib/database/client.ts";

/**
 * Ends an operation that Temporal doesn't know although its deadline has passed: nobody will start it any more.
 * True when it did. One that sent something or holds a site is left alone; a start that arrives even later meets
 * the ended row and does nothing.
 */
export async function giveUpUnstarted(operationId: string): Promise<boolean> {
  const ended = await database().$executeRaw`
    update operation
    set state = 'gaveUp', outcome = 'gaveUp', message = ${messages.gaveUp}, ended_at = clock_timestamp()
    where id = ${operationId}::uuid and state = 'running' and deadline < clock_timestamp()
      and not exists (select from site where site.operation_id = operation.id)`;
  return ended > 0;
}
