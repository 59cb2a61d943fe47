import type { Request } from "./actions.ts";
import type { NameState } from "./name-state.ts";

/** The wiki isn't anybody's any more, or isn't yet. */
const nobodys = { owner: undefined, doubt: undefined } as const;

/** The member's own doubt about the same thing: a repeat takes it over, and is no stranger's. */
function isFreeFor({ owner, doubt }: NameState, { type, member }: Request): boolean {
  return owner === undefined || (owner === member && doubt === type);
}

function mayCreate(state: NameState, request: Request): boolean {
  const { archivedOwner, keptFor, isOnHold } = state;
  return isFreeFor(state, request) && archivedOwner === undefined && keptFor === undefined && !isOnHold;
}

function mayDelete({ owner, doubt, isOnHold }: NameState, { member }: Request): boolean {
  return owner === member && (doubt === undefined || doubt === "delete") && !isOnHold;
}

function mayRestore(state: NameState, request: Request): boolean {
  return state.archivedOwner === request.member && isFreeFor(state, request) && !state.isOnHold;
}

export function created(state: NameState, request: Request): NameState[] {
  const { farm, farmOwner } = state;
  const { member } = request;
  const isOurs = farm === "absent" || (farm === "live" && farmOwner === member);
  if (!mayCreate(state, request) || !isOurs) return [];
  return [{ ...state, owner: member, doubt: undefined, farm: "live", farmOwner: member }];
}

export function deleted(state: NameState, request: Request): NameState[] {
  if (!mayDelete(state, request)) return [];
  const gone = { ...state, ...nobodys };
  return state.farm === "absent"
    ? [{ ...gone, keptFor: request.member }]
    : [{ ...gone, farm: "archived", archivedOwner: request.member }];
}

export function restored(state: NameState, request: Request): NameState[] {
  if (!mayRestore(state, request) || state.farm === "absent") return [];
  return [{ ...state, owner: request.member, doubt: undefined, archivedOwner: undefined, farm: "live" }];
}

/** A refusal changes nothing but what the request learns of the farm on its way. */
export function refused(state: NameState, request: Request): NameState[] {
  switch (request.type) {
    case "create":
      return [state, ...foundArchived(state, request), ...foundInTheWay(state, request)];
    case "delete":
      return [state];
    case "restore":
      return [state, ...foundLost(state, request)];
    default:
      return request.type satisfies never;
  }
}

/** A create meets its own wiki, which somebody archived before anybody knew of it. */
function foundArchived(state: NameState, { member }: Request): NameState[] {
  const { owner, archivedOwner, farm } = state;
  const isUnknown = owner === undefined && archivedOwner === undefined;
  return isUnknown && farm === "archived" ? [{ ...state, archivedOwner: member }] : [];
}

/** A create that takes over a doubt meets what the farm has, as who settles it does. */
function foundInTheWay(state: NameState, request: Request): NameState[] {
  return state.doubt === "create" && mayCreate(state, request) ? settled(state, false) : [];
}

/** A restore learns that the farm has the wiki no more. */
function foundLost(state: NameState, { member }: Request): NameState[] {
  if (state.archivedOwner !== member || state.farm !== "absent") return [];
  return [{ ...state, ...nobodys, archivedOwner: undefined, keptFor: member }];
}

/** What was asked holds the wiki, and the farm may have done it. */
export function leftUnknown(state: NameState, request: Request): NameState[] {
  const { type, member } = request;
  const held = { ...state, owner: member, doubt: type };
  switch (type) {
    case "create":
      if (!mayCreate(state, request)) return [];
      return state.farm === "absent" ? [held, { ...held, farm: "live", farmOwner: member }] : [held];
    case "delete":
      if (!mayDelete(state, request)) return [];
      return state.farm === "live" ? [held, { ...held, farm: "archived" }] : [held];
    case "restore":
      if (!mayRestore(state, request)) return [];
      return state.farm === "archived" ? [held, { ...held, farm: "live" }] : [held];
    default:
      return type satisfies never;
  }
}

/**
 * How a doubt may end by what the farm has. That what was asked for isn't there is believed only when it `isFinal`:
 * no request can arrive any more.
 */
export function settled(state: NameState, isFinal: boolean): NameState[] {
  const { owner, doubt, farm, farmOwner } = state;
  const certain = { ...state, doubt: undefined };
  const released = { ...state, ...nobodys };
  const lost = { ...released, archivedOwner: undefined, keptFor: owner };
  switch (doubt) {
    case undefined:
      return [];
    case "create":
      if (farm === "absent") return isFinal ? [released] : [];
      if (farm === "archived") return [released, { ...released, archivedOwner: owner }];
      return farmOwner === owner ? [certain, released] : [released];
    case "delete":
      if (farm === "archived") return [{ ...released, archivedOwner: owner }];
      if (!isFinal) return [];
      return farm === "live" ? [certain] : [lost];
    case "restore":
      if (farm === "live") return [{ ...certain, archivedOwner: undefined }];
      if (!isFinal) return [];
      return farm === "archived" ? [released] : [lost];
    default:
      return doubt satisfies never;
  }
}
