import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { beginOpening, endOpening } from "#lib/ledger/opening.ts";
import { aFewAtOnce } from "../a-few-at-once.ts";
import type { ActivityDependencies } from "../activities/dependencies.ts";
import { changeStatus } from "./change-status.ts";
import { closeUnowned } from "./close-unowned.ts";
import { lookAgain } from "./look-again.ts";

interface SecuredWiki {
  domain: string;
  /** The farm has said that it is read-only. */
  isClosed: boolean;
}

/** A sweep looks at so many; there is one only after a visit in the wrong moment, or while the sites don't answer. */
const AT_MOST = 20;
/** One that stays silent takes three seconds, and ten more where the farm does. */
const AT_ONCE = 5;

/**
 * Looks again at the wikis that were made read-only because they ran without their owner, or didn't say. Those that show
 * their owner, as all do once the farm was restarted, are opened; one that the farm still has as writable is closed again.
 * Safe to repeat and to run in several workers at once: the ledger lets one of them send, and keeps everything else from
 * the wiki meanwhile. Begins with no more of them when `stopping` is aborted.
 */
export async function openSecured(dependencies: ActivityDependencies, stopping?: AbortSignal): Promise<void> {
  const { database, log } = dependencies;
  await aFewAtOnce(AT_ONCE, await secured(database), async ({ domain, isClosed }) => {
    if (stopping?.aborted) return;
    try {
      const look = await lookAgain(dependencies, { domain }, stopping);
      if (look?.shown === "ours") await open(dependencies, domain);
      const isOpen = look?.site.status === "active";
      // A silent one that the farm did close was opened by somebody there.
      if (isOpen && (look.shown === "notOurs" || (look.shown === "silent" && !isClosed))) {
        await closeUnowned(dependencies, domain);
      }
    } catch (error) {
      log.warn({ domain, err: error }, "a secured wiki can't be looked at just now");
    }
  });
}

/** Which ones is left to chance, so that none waits for ever. The comment is for the database's statistics. */
function secured(database: PrismaClient): Promise<SecuredWiki[]> {
  return database.$queryRaw`
    select domain, coalesce(farm_status = 'readonly', false) as "isClosed" /* sweep */ from site
    where secured_at is not null and state = 'readonly' and operation_id is null
    order by random() limit ${AT_MOST}`;
}

async function open(dependencies: ActivityDependencies, domain: string): Promise<void> {
  const { database, log } = dependencies;
  const isOpen = await changeStatus(dependencies, {
    domain,
    status: "active",
    begin: () => beginOpening(database, domain),
    end: (id, end) => endOpening(database, id, end === "done" ? "opened" : end),
  });
  if (isOpen) log.info({ domain }, "a secured wiki shows its owner again and is writable");
}
