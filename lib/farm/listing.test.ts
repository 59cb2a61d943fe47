import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FaultProxy, startFaultProxy } from "#embedded/proxy/start.ts";
import { type FarmClient, farmClient } from "./client.ts";
import { FarmUnavailableError, UnknownSiteStatusError } from "./errors.ts";
import { described, listed, loginPage } from "./testing.ts";

/** It answers for a farm that none of these tests needs. */
let proxy: FaultProxy;
let farm: FarmClient;
beforeAll(async () => {
  proxy = await startFaultProxy({ target: "http://127.0.0.1" });
  farm = farmClient({ fedwikiFarmUrl: proxy.url, fedwikiFarmToken: "" });
});
afterAll(() => proxy?.stop());

const text = (...sites: unknown[]) => JSON.stringify(sites);
const frozen = { ...described, status: "frozen" };
/** More than a portion. */
const many = Array.from({ length: 5_000 }, (_, index) => ({ ...described, name: `many-${index}.localhost` }));

/** What answers 200 with what `write` writes, and a client of it. */
async function rawFarm(write: (response: ServerResponse) => void) {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    write(response);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const client = farmClient({ fedwikiFarmUrl: `http://127.0.0.1:${port}`, fedwikiFarmToken: "" });
  return { client, server };
}

test("one of many sites is listed whole and in its order; one of none is empty", async () => {
  proxy.answer({ status: 200, body: many });
  expect((await listed(farm)).map(({ domain }) => domain)).toEqual(many.map(({ name }) => name));
  proxy.answer({ status: 200, body: " [ ] " });
  expect(await listed(farm)).toEqual([]);
});

test("a site of which the farm says nothing of an owner is one without an owner", async () => {
  const { owner: _, ...ownerless } = described;
  proxy.answer({ status: 200, body: [ownerless, { ...described, owner: null }] });
  const nobodys = { owner: { name: "Unknown" } };
  expect(await listed(farm)).toMatchObject([nobodys, nobodys]);
});

test.each([
  ["a login page", loginPage],
  ["nothing", ""],
  ["null", "null"],
  ["an object", JSON.stringify({ sites: [] })],
  ["an end that is missing", text(...many, described).slice(0, -1)],
  ["a site that is cut", text(...many, described).slice(0, -20)],
  ["something behind it", `${text(...many)}<!-- 3 ms -->`],
  ["something that isn't a site", text(...many, null)],
  ["a site without its facts", text(...many, { name: described.name })],
  ["a status that nobody knows, and something that isn't a site", text(frozen, ...many, null)],
  ["a status that nobody knows, and no end", text(frozen, ...many).slice(0, -1)],
  ["something that isn't a site, and a status that nobody knows", text(null, ...many, frozen)],
])("200 with %s is no answer", async (_name, body) => {
  proxy.answer({ status: 200, body });
  const error = await listed(farm).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(FarmUnavailableError);
  expect(error).toMatchObject({ message: "The wiki farm answered 200, but not what it was asked." });
});

test.each([
  ["first", [frozen, ...many]],
  ["last", [...many, frozen]],
  ["twice", [frozen, ...many, frozen]],
])("hole 5: a status that nobody knows is final, wherever it stands: %s", async (_name, body) => {
  proxy.answer({ status: 200, body });
  await expect(listed(farm)).rejects.toBeInstanceOf(UnknownSiteStatusError);
});

test("text is read right wherever the connection cuts it, also in the middle of a character", async () => {
  const name = "名前-🌿.localhost";
  const bytes = Buffer.from(text({ ...described, name }));
  const { client, server } = await rawFarm(async (response) => {
    for (const byte of bytes) {
      await new Promise((written) => response.write(Uint8Array.of(byte), written));
      await new Promise(setImmediate);
    }
    response.end();
  });
  expect(await listed(client)).toMatchObject([{ domain: name }]);
  server.close();
});

test("a connection that breaks in the middle of it is a farm that can't be reached", async () => {
  const { client, server } = await rawFarm((response) => {
    response.write(text(...many).slice(0, -1), () => response.destroy());
  });
  await expect(listed(client)).rejects.toMatchObject({
    name: "FarmUnavailableError",
    message: "The wiki farm can't be reached.",
    mayHaveArrived: true,
  });
  server.close();
});

test("who gives it up in the middle hears their own reason", async () => {
  proxy.answer({ status: 200, body: many });
  const controller = new AbortController();
  const portions = farm.list(controller.signal)[Symbol.asyncIterator]();
  await portions.next();
  controller.abort(new Error("enough"));
  await expect(portions.next()).rejects.toThrow("enough");
});
