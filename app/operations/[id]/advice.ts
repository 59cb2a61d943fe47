import { messages } from "#lib/contracts/messages.ts";
import type { Outcome } from "#lib/contracts/outcomes.ts";
import type { Operation } from "#lib/generated/prisma/client.ts";
import type { Progress } from "#lib/operations/progress.ts";

/** Why an operation came to nothing, and where to go on. */
export interface Advice {
  problem: string;
  next: { href: string; label: string };
}

type Ended = Pick<Operation, "kind" | "domain" | "state" | "outcome" | "message">;

/** Undefined while it is going on and when it ended well. */
export function adviceOn(operation: Ended, progress: Progress, supportUrl: string): Advice | undefined {
  if (operation.state === "done") return undefined;
  if (progress.state !== "ended" && progress.state !== "failed") return undefined;
  return { problem: operation.message ?? messages.unexpected(supportUrl), next: nextOf(operation) };
}

function nextOf({ kind, domain, outcome }: Ended): Advice["next"] {
  switch (kind) {
    case "create":
      return { href: "/wikis/new", label: "Create a wiki" };
    case "delete":
      return outcome === ("noSuchWiki" satisfies Outcome)
        ? { href: "/wikis", label: "Your wikis" }
        : { href: `/wikis/${domain}`, label: `Back to ${domain}` };
    case "restore":
      return { href: "/wikis", label: "Your wikis" };
    case "sync":
    case "preview":
      return { href: "/admin/sync", label: "Sync" };
    default:
      return kind satisfies never;
  }
}
