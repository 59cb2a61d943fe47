import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestFarm, type TestFarm } from "#embedded/testing/farm.ts";
import { freePort } from "#embedded/testing/ports.ts";
import { shownOwner } from "./site-probe.ts";

let farm: TestFarm;
beforeAll(async () => {
  farm = await startTestFarm();
});
afterAll(() => farm?.stop());

const siteUrl = (domain: string) => farm.siteUrlTemplate.replace("{domain}", domain);

async function lay(domain: string, owner?: object): Promise<void> {
  const status = join(farm.sitesDir, domain, "status");
  await mkdir(status, { recursive: true });
  if (owner) await writeFile(join(status, "owner.json"), JSON.stringify(owner));
}

test.each(["Alice Archer", "Zoë O'Hara & <b>sons</b> `=\"` $&", "名前"])(
  "a site shows its owner: %s",
  async (name) => {
    const domain = `probe-${Buffer.from(name).toString("hex").slice(0, 12)}.localhost`;
    await lay(domain, { name, oauth2: { id: "x" } });
    expect(await shownOwner(siteUrl(domain), name)).toBe("ours");
    expect(await shownOwner(siteUrl(domain), `${name}x`)).toBe("notOurs");
  },
);

test("hole 25: a site that runs without an owner isn't ours, and stays so when its owner.json comes later", async () => {
  await lay("open.localhost");
  expect(await shownOwner(siteUrl("open.localhost"), "Alice")).toBe("notOurs");
  await lay("open.localhost", { name: "Alice", oauth2: { id: "x" } });
  expect(await shownOwner(siteUrl("open.localhost"), "Alice")).toBe("notOurs");
});

test("where nobody answers, or another program does, it is silent after three seconds", async () => {
  const startedAt = performance.now();
  expect(await shownOwner(`http://localhost:${await freePort()}`, "Alice")).toBe("silent");
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  expect(await shownOwner(siteUrl("nobody-made-this.localhost"), "Alice")).toBe("silent");
});
