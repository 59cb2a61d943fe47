import { z } from "zod";
import type { HoldMove } from "./actions.ts";
import { domainOf, type Life } from "./life.ts";
import type { Outcome } from "./name-state.ts";

const outcomes = { set: "done", lifted: "done", unknownWiki: "refused", notHeld: "refused" } as const;
const rows = z.tuple([z.object({ result: z.enum(["set", "lifted", "unknownWiki", "notHeld"]) })]);

/** As the administrator's button does it. */
export async function holdMove(life: Life, move: HoldMove): Promise<Outcome> {
  const domain = domainOf(life, move.name);
  const { administrator } = life;
  const { database } = life.lane;
  const answer =
    move.type === "hold"
      ? await database.$queryRaw`select set_hold(${administrator.id}::int, ${domain}, 'Looked into') as result`
      : await database.$queryRaw`select lift_hold(${administrator.id}::int, ${domain}) as result`;
  const [{ result }] = rows.parse(answer);
  return outcomes[result];
}

export async function liftAll({ lane, domains }: Life): Promise<void> {
  await lane.database.hold.deleteMany({ where: { domain: { in: domains } } });
}
