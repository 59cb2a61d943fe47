import type { Seen } from "./check.ts";
import type { Event, NameState } from "./name-state.ts";

/**
 * What must hold whatever happens, said once more without the model's rules, which could be wrong as the console can.
 * What must hold when all has come to rest (no orphan, none open to strangers, all archived ones restorable) is in
 * converge.ts.
 */
export function brokenPromise(seen: Seen): string | undefined {
  for (const [name, before] of seen.before.entries()) {
    const now = seen.now[name];
    if (now === undefined) return `name ${name} isn't seen any more`;
    const own = seen.events.filter(({ action }) => "name" in action && action.name === name);
    const broken = lost(before, now, own) ?? wonTwice(own) ?? changedByStranger(before, own);
    if (broken !== undefined) return `name ${name}: ${broken}; it was ${JSON.stringify(before)}`;
  }
  return quotaPassed(seen);
}

const isOf = (event: Event, ...types: string[]) => types.includes(event.action.type);

/** A live wiki's row goes only by its owner's delete, or because somebody moves it on the farm. */
function lost(before: NameState, now: NameState, own: Event[]): string | undefined {
  const isGone = before.owner !== undefined && now.owner === undefined;
  const isLive = before.farm === "live" && now.farm === "live" && before.doubt === undefined;
  const isAsked = own.some((event) => isOf(event, "delete", "handArchive", "handErase", "arrival"));
  return isGone && isLive && !isAsked ? "a live wiki's row is lost" : undefined;
}

/** Of those who ask for one name at once, one gets it, unless it was free again in between. */
function wonTwice(own: Event[]): string | undefined {
  const winners = own.filter((event) => isOf(event, "create") && event.outcome === "done");
  const isFreed = own.some((event) => isOf(event, "handErase", "delete") && event.outcome === "done");
  return winners.length > 1 && !isFreed ? "it was won twice" : undefined;
}

/** Only whose wiki it was, or became meanwhile, deletes it or has it back. */
function changedByStranger({ owner, archivedOwner }: NameState, own: Event[]): string | undefined {
  const isMade = own.some((event) => isOf(event, "create", "handMake", "arrival"));
  const stranger = own.find(
    ({ action, outcome }) =>
      (action.type === "delete" || action.type === "restore") &&
      outcome === "done" &&
      ![owner, archivedOwner].includes(action.member),
  );
  return stranger !== undefined && !isMade && (owner ?? archivedOwner) !== undefined
    ? "somebody changed a wiki that isn't theirs"
    : undefined;
}

/** A create makes nobody own more than they may. */
function quotaPassed({ events, before, now, quotas }: Seen): string | undefined {
  for (const [member, quota] of quotas.entries()) {
    const isCreated = (name: number) =>
      events.some(
        ({ action, outcome }) =>
          outcome !== "refused" &&
          action.type === "create" &&
          action.member === member &&
          action.name === name,
      );
    const owned = now.flatMap(({ owner }, name) => (owner === member ? [name] : []));
    // A sync or restore may have brought others back since.
    const counted = owned.filter((name) => isCreated(name) || before[name]?.owner === member);
    if (owned.some(isCreated) && counted.length > quota) return `member ${member} has ${counted} of ${quota}`;
  }
  return undefined;
}
