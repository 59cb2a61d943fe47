import { rm } from "node:fs/promises";
import http from "node:http";
import { join } from "node:path";
import type { TestFarm } from "#embedded/testing/farm.ts";
import { untilIndexed } from "#embedded/testing/indexed-site.ts";
import { laySite } from "./lay-site.ts";
import { eraseVisited } from "./sync/farm-sites.ts";

type Where = Pick<TestFarm, "url" | "sitesDir">;

export interface AnonymousRequest {
  method?: "GET" | "PUT";
  path?: string;
  /** Of a form. */
  body?: string;
}

/** Asks a site as a stranger who isn't signed in. Resolves with its status; 400: the farm doesn't admit the name. */
export function askAnonymously(
  { url }: Pick<TestFarm, "url">,
  domain: string,
  { method = "GET", path = "/view/welcome-visitors", body = "" }: AnonymousRequest = {},
): Promise<number> {
  const { port } = new URL(url);
  const headers = {
    host: `${domain}:${port}`,
    ...(body !== "" && { "content-type": "application/x-www-form-urlencoded" }),
  };
  return new Promise((resolve, reject) => {
    http
      .request({ host: "127.0.0.1", port, method, path, headers }, (response) => {
        response.resume().on("end", () => resolve(response.statusCode ?? 0));
      })
      .on("error", reject)
      .end(body);
  });
}

/** As somebody who reloads the page until the farm admits the new name. */
export async function visit(farm: Pick<TestFarm, "url">, domain: string): Promise<void> {
  while ((await askAnonymously(farm, domain)) === 400);
}

/** Writes a page as a stranger who isn't signed in. Resolves with the farm's status: below 400, it was taken. */
export function writeAnonymously(farm: Pick<TestFarm, "url">, domain: string): Promise<number> {
  const page = { title: "Notes", story: [], journal: [] };
  const action = { type: "create", item: page, date: Date.now() };
  const body = new URLSearchParams({ action: JSON.stringify(action) });
  return askAnonymously(farm, domain, { method: "PUT", path: "/page/notes/action", body: body.toString() });
}

/** Has the farm run a site without an owner whose folder is gone: nobody claimed it, and somebody removed it. */
export async function leaveUnowned(farm: Where, domain: string): Promise<void> {
  await laySite(farm, domain, {});
  await visit(farm, domain);
  await eraseVisited(farm, domain);
}

/** Has the farm run a site whose owner.json was lost while the farm was down. */
export async function loseOwner(farm: TestFarm, domain: string): Promise<void> {
  await untilIndexed(farm, domain);
  await farm.takeDown();
  await rm(join(farm.sitesDir, domain, "status", "owner.json"));
  await farm.bringUp();
  await visit(farm, domain);
}
