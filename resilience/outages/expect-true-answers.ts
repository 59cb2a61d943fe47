import { expect } from "vitest";
import type { Console } from "./console.ts";
import type { Told } from "./load.ts";

/**
 * Expects of each request that what the member was told, what the ledger recorded and what the farm has are the same,
 * and that nothing is left hanging.
 */
export async function expectTrueAnswers({ database, farm }: Console, told: Told[]): Promise<void> {
  for (const { kind, domain, answer } of told) {
    const ended = await database.operation.findMany({
      where: { kind, domain },
      orderBy: { createdAt: "asc" },
    });
    const states = ended.map(({ state }) => state);
    expect(states, `${kind} ${domain}: ${answer.text}`).toEqual([
      answer.kind === "done" ? "done" : "refused",
    ]);
  }
  for (const domain of new Set(told.map((each) => each.domain))) {
    const done = told.filter((each) => each.domain === domain && each.answer.kind === "done");
    const last = done.at(-1);
    const site = await database.site.findUnique({ where: { domain } });
    const archived = await database.archivedSite.findUnique({ where: { domain } });
    const onFarm = await farm.get(domain);
    const seen = {
      console: site?.state ?? (archived === null ? "absent" : "archived"),
      owner: site?.ownerId ?? archived?.ownerId,
      farm: onFarm === "absent" ? onFarm : onFarm.status,
      subject: onFarm === "absent" ? undefined : onFarm.owner.subject,
    };
    const state = last === undefined ? "absent" : last.kind === "create" ? "active" : "archived";
    const { id, ownerClaim } = last?.member.user ?? { id: undefined, ownerClaim: undefined };
    expect(seen, domain).toEqual({ console: state, owner: id, farm: state, subject: ownerClaim });
  }
  expect(await database.operation.count({ where: { state: { in: ["running", "sent", "unknown"] } } })).toBe(
    0,
  );
}
