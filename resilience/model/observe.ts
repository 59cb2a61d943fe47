import { z } from "zod";
import { existing, type Life, numberOf } from "./life.ts";
import type { NameState } from "./name-state.ts";

/** What is seen when nobody is waiting for anything. */
export interface Observation {
  states: NameState[];
  /** Whether something of an earlier operation may still reach the farm, by the ledger; by name. */
  quiet: boolean[];
}

const rows = z.array(
  z.object({
    state: z.enum(["creating", "active", "readonly", "deleting", "restoring"]).nullable(),
    owner: z.int().nullable(),
    archivedOwner: z.int().nullable(),
    keptFor: z.int().nullable(),
    isOnHold: z.boolean(),
    isQuiet: z.boolean(),
    /** Operations that haven't ended. */
    open: z.int(),
  }),
);
type Row = z.infer<typeof rows>[number];

const doubts = { creating: "create", deleting: "delete", restoring: "restore" } as const;

/** The database in one statement, since what ended unknown may be settled at any moment. */
export async function observe(life: Life): Promise<Observation> {
  const { lane, domains } = life;
  const seen = rows.parse(
    await lane.database.$queryRaw`
      select s.state::text, s.owner_id as owner, a.owner_id as "archivedOwner", t.owner_id as "keptFor",
        h.domain is not null as "isOnHold",
        exists (select from operation o where o.domain = names.domain and o.quiet_until > clock_timestamp()) as "isQuiet",
        (select count(*)::int from operation o where o.domain = names.domain and o.ended_at is null) as open
      from unnest(${domains}::text[]) with ordinality as names (domain, place)
        left join site s on s.domain = names.domain
        left join archived_site a on a.domain = names.domain
        left join tombstone t on t.domain = names.domain
        left join hold h on h.domain = names.domain
      order by place`,
  );
  return {
    states: await Promise.all(domains.map((domain, name) => stateOf(life, domain, existing(seen[name])))),
    quiet: seen.map(({ isQuiet }) => isQuiet),
  };
}

/** The operations by which something may still reach the farm, for whoever reads of a failure. */
export async function tellQuiet({ lane, domains }: Life): Promise<string> {
  const quiet = await lane.database.$queryRaw`
    select domain, kind, state, outcome, user_id is null as "isNobodys", clock_timestamp() as now,
      created_at, last_sent_at, securing_at, ended_at, quiet_until
    from operation where domain = any (${domains}) and quiet_until > clock_timestamp()`;
  return JSON.stringify(quiet);
}

async function stateOf(life: Life, domain: string, row: Row): Promise<NameState> {
  if (row.open > 0) throw new Error(`${domain}: ${row.open} operations were left hanging`);
  const { status, subject } = await life.lane.byHand.look(domain);
  const byId = (id: number | null) => numberOf(life, (member) => member.id === id);
  const { state } = row;
  return {
    owner: byId(row.owner),
    doubt: state === null || state === "active" || state === "readonly" ? undefined : doubts[state],
    archivedOwner: byId(row.archivedOwner),
    keptFor: byId(row.keptFor),
    isOnHold: row.isOnHold,
    farm: status === "readonly" || status === "active" ? "live" : status,
    farmOwner: numberOf(life, ({ ownerClaim }) => ownerClaim === subject),
  };
}
