import { database } from "#lib/database/client.ts";
import type { Page } from "./sync-findings.ts";

export interface PreviewGroup {
  /** As `PreviewLine.change`. */
  change: string;
  total: number;
  /** By name. */
  rows: { domain: string; reason: string }[];
}

interface Row {
  change: string;
  total: number;
  domain: string;
  reason: string;
}

/**
 * A preview's lines by what would be done, so many of each.
 * @param page its `change`: of that one alone
 * For administrators alone: others get none.
 */
export async function previewGroups(
  viewer: { isAdmin: boolean },
  operationId: string,
  { limit, skip = 0, change = null }: Page & { change?: string | undefined | null },
): Promise<PreviewGroup[]> {
  if (!viewer.isAdmin) return [];
  const rows = await database().$queryRaw<Row[]>`
    select change, total, domain, reason
    from (
      select change, domain, reason, (count(*) over (partition by change))::int as total,
        row_number() over (partition by change order by domain) as place
      from preview_line
      where operation_id = ${operationId}::uuid and (${change}::text is null or change = ${change}::text)
    ) line
    where place > ${skip} and place <= ${skip + limit}
    order by change, domain`;
  const groups = new Map<string, PreviewGroup>();
  for (const { change, total, domain, reason } of rows) {
    const group = groups.get(change) ?? { change, total, rows: [] };
    group.rows.push({ domain, reason });
    groups.set(change, group);
  }
  return [...groups.values()];
}
