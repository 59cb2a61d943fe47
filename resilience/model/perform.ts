import { type Started, startOperation, startSync } from "../operations.ts";
import type { Action, HandMove, Request } from "./actions.ts";
import { domainOf, type Life, memberOf } from "./life.ts";
import type { Event, NameState } from "./name-state.ts";
import { visit } from "./strangers.ts";

/**
 * Does the actions at once and waits for the end of each. The makings and erasings on the farm come first. Answers with
 * what was done: a second sync at once and a making of what is there are left out.
 */
export async function perform(life: Life, asked: Action[], before: NameState[]): Promise<Event[]> {
  const events: Event[] = [];
  const actions = asked.filter(
    (action) => action.type !== "handMake" || before[action.name]?.farm === "absent",
  );
  const atOnce = actions.filter((action) => !isAlone(action));
  for (const action of actions.filter(isAlone)) events.push(await performOne(life, action, before));
  // Syncs go one after the other, as the schedule runs them: a second one at once would be the same.
  const sync = atOnce.findIndex(({ type }) => type === "sync");
  const others = atOnce.filter(({ type }, index) => type !== "sync" || index === sync);
  return [...events, ...(await Promise.all(others.map((action) => performOne(life, action, before))))];
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
      return { action: asked, isDone: await isDone(started, life) };
    }
    case "sync":
      return { action, isDone: await isDone(await startSync(lane, memberOf(life, 0).id), life) };
    case "visit":
      await visit(lane.farm, domainOf(life, action.name));
      return { action, isDone: true };
    case "quota": {
      const { quota, member } = action;
      await lane.database.user.update({ where: { id: memberOf(life, member).id }, data: { quota } });
      life.quotas[member] = quota;
      return { action, isDone: true };
    }
    default:
      return { action: await moveByHand(life, action, before[action.name]), isDone: true };
  }
}

function whoAsks({ asOwner, member }: Request, state: NameState | undefined): number {
  return (asOwner ? (state?.owner ?? state?.archivedOwner) : undefined) ?? member;
}

/** Waits for the outcome, also for that of an operation whose workflow ended without knowing it. */
async function isDone(started: Started, { lane }: Life): Promise<boolean> {
  const { state, message, kind, domain } = await started.ended();
  if (state === "done") return true;
  if (state !== "refused" || message === null) {
    throw new Error(`${kind} ${domain} ended ${state}: ${message}`);
  }
  const { outcome } = await lane.database.operation.findUniqueOrThrow({ where: { id: started.id } });
  if (outcome === "unexpected") throw new Error(`${kind} ${domain} ended unexpectedly: ${message}`);
  return false;
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
