import { randomUUID } from "node:crypto";
import type { PrismaClient, User } from "#lib/generated/prisma/client.ts";
import { concludeOperation, noteNothingOnItsWay } from "#lib/ledger/conclude.ts";
import { beginCreate, confirmCreate, reserveSite } from "#lib/ledger/create.ts";
import { beginDelete, confirmDelete } from "#lib/ledger/delete.ts";
import {
  beginRestore,
  confirmRestore,
  loseRestore,
  type RestoringWiki,
  reserveRestore,
} from "#lib/ledger/restore.ts";
import { sentences } from "#lib/ledger/sentences.ts";
import type { LedgerStep } from "#lib/ledger/step.ts";
import type { ModelFarm } from "./farm.ts";

/** How a request ended; undefined: it goes on with its next step. */
export type Ending = "made" | "deleted" | "restored" | "refused" | undefined;

export type RequestKind = "create" | "delete" | "restore";

/** A create, delete or restore, step by step as its activities take them. */
export interface ModelRequest {
  kind: RequestKind;
  domain: string;
  user: User;
  step(): Promise<Ending>;
}

export function createRequest(db: PrismaClient, farm: ModelFarm, user: User, domain: string): ModelRequest {
  const step = ledgerStep("create", user, domain);
  const wanted = { isCustomDomain: false, quota: 100, createsPerHour: 10_000 };
  let marker: { console: string; operation: string } | undefined;
  let isSent = false;
  return {
    kind: "create",
    domain,
    user,
    async step() {
      if (marker === undefined) {
        const { outcome, console, operationId } = await reserveSite(db, step, wanted);
        if (outcome !== "go") return "refused";
        marker = { console, operation: operationId };
        return undefined;
      }
      if (!isSent) {
        isSent = true;
        await beginCreate(db, step);
        if (farm.make(domain, { name: user.name, subject: user.ownerClaim, marker })) return undefined;
        await noteNothingOnItsWay(db, step);
        await concludeOperation(db, step, "alreadyExists");
        return "refused";
      }
      const site = farm.get(domain);
      if (site === undefined) throw new Error(`nobody else touches ${domain} now`);
      await confirmCreate(db, step, { site, secured: false, silent: false, message: null });
      return "made";
    },
  };
}

export function deleteRequest(db: PrismaClient, farm: ModelFarm, user: User, domain: string): ModelRequest {
  const step = ledgerStep("delete", user, domain);
  let isBegun = false;
  let answer: "archived" | "absent" | undefined;
  return {
    kind: "delete",
    domain,
    user,
    async step() {
      if (!isBegun) {
        isBegun = true;
        return (await beginDelete(db, step, "localhost")).outcome === "go" ? undefined : "refused";
      }
      if (answer === undefined) {
        answer = farm.get(domain) === undefined ? "absent" : "archived";
        farm.setStatus(domain, "archived");
        return undefined;
      }
      await confirmDelete(db, step, answer);
      return "deleted";
    },
  };
}

export function restoreRequest(db: PrismaClient, farm: ModelFarm, user: User, domain: string): ModelRequest {
  const step = ledgerStep("restore", user, domain);
  let wiki: RestoringWiki | undefined;
  let isSent = false;
  return {
    kind: "restore",
    domain,
    user,
    async step() {
      if (wiki === undefined) {
        wiki = (await reserveRestore(db, step, 100)).wiki;
        return wiki === undefined ? "refused" : undefined;
      }
      const site = farm.get(domain);
      if (site === undefined) {
        await loseRestore(db, step);
        return "refused";
      }
      if (!isSent) {
        isSent = true;
        if ((await beginRestore(db, step, site)).outcome !== "go") return "refused";
        farm.setStatus(domain, wiki.stateBefore);
        return undefined;
      }
      await confirmRestore(db, step, { site, secured: false, silent: false, message: null });
      return "restored";
    },
  };
}

function ledgerStep(kind: RequestKind, user: User, domain: string): LedgerStep {
  const workflowId = `model-${randomUUID()}`;
  return {
    workflowId,
    runId: `run of ${workflowId}`,
    attempt: 1,
    kind,
    userId: user.id,
    domain,
    subject: user.ownerClaim,
    waitMs: 3_600_000,
    sentences: sentences("", 10_000),
  };
}
