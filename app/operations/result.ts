import type { Operation } from "#lib/generated/prisma/client.ts";

type Named = Pick<Operation, "kind" | "domain">;

export function operationHeading({ kind, domain }: Named): string {
  switch (kind) {
    case "create":
      return `Creating ${domain}`;
    case "delete":
      return `Deleting ${domain}`;
    case "restore":
      return `Restoring ${domain}`;
    case "sync":
      return "Sync";
    case "preview":
      return "What a sync would change";
    default:
      return kind satisfies never;
  }
}

/** Where what an operation made, or left, can be seen; with its id, so that the page there says what happened. */
export function resultPath({ id, ...operation }: Named & { id: string }): string {
  return `${placeOf(operation)}?operation=${id}`;
}

/** The page that an operation was about. */
export function placeOf({ kind, domain }: Named): string {
  switch (kind) {
    case "create":
    case "restore":
      return `/wikis/${domain}`;
    case "delete":
      return "/wikis";
    case "sync":
      return "/admin/sync";
    case "preview":
      return "/admin/sync/preview";
    default:
      return kind satisfies never;
  }
}
