import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { startTestFarm, type TestFarm } from "#embedded/testing/farm.ts";
import { HttpBrowser } from "#embedded/testing/http-browser.ts";
import type { TestOidc } from "#embedded/testing/oidc.ts";

type Where = Pick<TestFarm, "siteUrlTemplate">;

export async function visit(farm: Where, domain: string): Promise<number> {
  return (await new HttpBrowser().visit(`${siteUrl(farm, domain)}/view/welcome-visitors`)).status;
}

/** Whether somebody without an account may write into the wiki. */
export async function isOpenToStrangers(farm: Where, domain: string): Promise<boolean> {
  const item = { type: "paragraph", id: "0123456789abcdef", text: "Anybody's" };
  const action = JSON.stringify({ type: "create", item: { title: "Page", story: [item] }, date: 1 });
  const address = `${siteUrl(farm, domain)}/page/strangers/action`;
  const { status } = await new HttpBrowser().visit(address, { method: "PUT", form: { action } });
  return status < 400;
}

/** Throws unless a wiki without an owner, on a farm of its own, is seen to be open: closed ones would prove nothing. */
export async function requireOpenWhenUnowned(provider: TestOidc): Promise<void> {
  const farm = await startTestFarm(provider);
  try {
    const domain = `unowned-${randomUUID().slice(0, 8)}.localhost`;
    await mkdir(join(farm.sitesDir, domain, "status"), { recursive: true });
    // Until the farm admits the new name.
    while ((await visit(farm, domain)) === 400);
    if (!(await isOpenToStrangers(farm, domain)))
      throw new Error("nobody can write in a wiki without an owner");
  } finally {
    await farm.stop();
  }
}

function siteUrl({ siteUrlTemplate }: Where, domain: string): string {
  return siteUrlTemplate.replace("{domain}", domain);
}
