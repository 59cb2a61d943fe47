import { type Started, startOperation, startPreview, startSync } from "../operations.ts";
import type { Action, HandMove, Request } from "./actions.ts";
import { holdMove } from "./holds.ts";
import { domainOf, type Life, memberOf, numberOf } from "./life.ts";
import type { Event, NameState, Outcome } from "./name-state.ts";
import { foretold } from "./previews.ts";
import { visit } from "./strangers.ts";

/**
 * Does the actions at once and waits for the end of each. The makings and erasings on the farm come first. Answers with
 * what was done: a second sync at once and a making of what is there are left out.
 * @param lateOnes requests of earlier batches arrive meanwhile
 */
export async function perform(
  life: Life,
  asked: Action[],
  before: NameState[],
  lateOnes: boolean,
): Promise<Event[]> {
  const events: Event[] = [];
  const actions = asked.filter(
    (action) => action.type !== "handMake" || before[action.name]?.farm === "absent",
  );
  const atOnce = actions.filter((action) => !isAlone(action));
  for (const action of actions.filter(isAlone)) events.push(await performOne(life, action, before));
  // Syncs go one after the other, as the schedule runs them: a second one at once would be the same.
  const sync = atOnce.findIndex(({ type }) => type === "sync");
  const others = atOnce.filter(({ type }, index) => type !== "sync" || index === sync);
  const [arrivals, ...rest] = await Promise.all([
    lateOnes ? arriving(life) : [],
    ...others.map((action) => performOne(life, action, before)),
  ]);
  return [...events, ...arrivals, ...rest];
}

/** What the farm gets only now from senders that have given up. */
export async function arriving(life: Life): Promise<Event[]> {
  const arrivals = await life.late.deliver();
  return arrivals.map(({ method, domain, subject }) => {
    const member = numberOf(life, ({ ownerClaim }) => ownerClaim === subject);
    const name = life.domains.indexOf(domain);
    return { action: { type: "arrival", method, name, member }, outcome: "done" };
  });
}

/** The farm takes no lock, so what it makes while somebody takes the folder away may be half a wiki. */
function isAlone({ type }: Action): boolean {
  return type === "handMake" || type === "handErase";
}

async function performOne(life: Life, action: Action, before: NameState[]): Promise<Event> {
  const { lane } = life;
  switch (action.type) {
    case "create":
    case "delete":
    case "restore": {
      const asked = { ...action, member: whoAsks(action, before[action.name]) };
      const [member, domain] = [memberOf(life, asked.member), domainOf(life, asked.name)];
      const started = await startOperation(lane, { kind: asked.type, member, domain });
      return { action: asked, outcome: await outcomeOf(started) };
    }
    case "sync":
      return { action, outcome: await outcomeOf(await startSync(lane, memberOf(life, 0).id)) };
    case "preview": {
      const started = await startPreview(lane, life.administrator, memberOf(life, 0).id);
      const outcome = await outcomeOf(started);
      return { action, outcome, foretold: await foretold(life, started.id) };
    }
    case "hold":
    case "lift":
      return { action, outcome: await holdMove(life, action) };
    case "visit":
      await visit(lane.farm, domainOf(life, action.name));
      return { action, outcome: "done" };
    case "quota": {
      const { quota, member } = action;
      await lane.database.user.update({ where: { id: memberOf(life, member).id }, data: { quota } });
      life.quotas[member] = quota;
      return { action, outcome: "done" };
    }
    default:
      return { action: await moveByHand(life, action, before[action.name]), outcome: "done" };
  }
}

function whoAsks({ asOwner, member }: Request, state: NameState | undefined): number {
  return (asOwner ? (state?.owner ?? state?.archivedOwner) : undefined) ?? member;
}

/** Waits for the outcome. Nobody may ever be told anything else than one of these, with its sentence. */
async function outcomeOf(started: Started): Promise<Outcome> {
  const { state, outcome, message, kind, domain } = await started.ended();
  if (state === "done") return state;
  const isTold = message !== null && outcome !== "unexpected";
  if (isTold && (state === "refused" || state === "unknown")) return state;
  throw new Error(`${kind} ${domain} ended ${state} (${outcome}): ${message}`);
}

async function moveByHand(life: Life, move: HandMove, before: NameState | undefined): Promise<HandMove> {
  const { byHand } = life.lane;
  const domain = domainOf(life, move.name);
  switch (move.type) {
    case "handMake": {
      // What is known here comes back from a backup, as its owner's; a stranger's could never be theirs again.
      const member = before?.owner ?? before?.archivedOwner ?? before?.keptFor ?? move.member;
      await byHand.make(domain, memberOf(life, member).ownerClaim);
      return { ...move, member };
    }
    case "handArchive":
      await byHand.archive(domain);
      return move;
    case "handRestore":
      await byHand.restore(domain);
      return move;
    case "handErase":
      await byHand.erase(domain);
      return move;
    default:
      return move.type satisfies never;
  }
}
