import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { TestFarm } from "#embedded/testing/farm.ts";
import { isIndexing, untilIndexed } from "#embedded/testing/indexed-site.ts";
import { farmClient } from "#lib/farm/client.ts";

/** What somebody else than the console does to the farm and sees of it, by its API and on its disk. */
export interface FarmByHand {
  /** Makes a wiki of this subject's, without a console's marker. */
  make(domain: string, subject: string): Promise<void>;
  archive(domain: string): Promise<void>;
  restore(domain: string): Promise<void>;
  /** With its folder, whatever the farm still runs. */
  erase(domain: string): Promise<void>;
  look(domain: string): Promise<FarmLook>;
}

export interface FarmLook {
  status: "active" | "readonly" | "archived" | "absent";
  hasFolder: boolean;
  /** oauth2.id as it stands in owner.json. */
  subject: string | undefined;
}

const ownerFile = z.object({ oauth2: z.object({ id: z.string() }) });

export function farmByHand(farm: TestFarm): FarmByHand {
  const { url, token, sitesDir } = farm;
  const sites = `${url}/plugin/farmmanager/sites`;
  const client = farmClient({ fedwikiFarmUrl: url, fedwikiFarmToken: token });

  /** A wiki that isn't there stays so, and one that is there isn't made again: the farm's 404 and 409. */
  async function change(method: string, path: string, body?: object): Promise<void> {
    const response = await fetch(`${sites}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    await response.arrayBuffer();
    if (!response.ok && ![404, 409].includes(response.status))
      throw new Error(`${method} ${path}: ${response.status}`);
  }

  return {
    make: (domain, subject) =>
      change("POST", "", { domain, owner: { name: "By hand", oauth2: { id: subject } } }),
    archive: (domain) => change("DELETE", `/${domain}`),
    restore: (domain) => change("PATCH", `/${domain}`, { status: "active" }),
    async erase(domain) {
      // One that ran before its folder was made anew may never write all of its indexes.
      if (await isVisited(farm, domain)) await untilIndexed(farm, domain, 1_000).catch(() => undefined);
      // The farm answers 500 when a site that is in use writes a file meanwhile.
      await change("DELETE", `/${domain}?hard=true`).catch(() => undefined);
      await rm(join(sitesDir, domain), { recursive: true, force: true });
    },
    async look(domain) {
      const site = await client.get(domain);
      const folder = join(sitesDir, domain);
      const owner = await readFile(join(folder, "status", "owner.json"), "utf8").catch(() => undefined);
      return {
        status: site === "absent" ? "absent" : site.status,
        hasFolder: existsSync(folder),
        subject: owner === undefined ? undefined : ownerFile.parse(JSON.parse(owner)).oauth2.id,
      };
    },
  };
}

/** Whether a site writes something within a second, as it does after its first visit. */
async function isVisited(farm: TestFarm, domain: string): Promise<boolean> {
  const givenUpAt = performance.now() + 1_000;
  while (existsSync(join(farm.sitesDir, domain)) && performance.now() < givenUpAt) {
    if (isIndexing(farm, domain)) return true;
    await delay(25);
  }
  return false;
}
