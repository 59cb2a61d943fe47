import { Client, Connection } from "@temporalio/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { servicesForFile } from "../testing/for-file.ts";
import { freshDomain } from "../testing/world.ts";
import { settleStranded } from "./settle-stranded.ts";

const services = await servicesForFile();
let client: Client;
beforeAll(async () => {
  // Nobody listens there.
  client = new Client({ connection: Connection.lazy({ address: "127.0.0.1:1" }) });
  const { id: userId } = await services.addUser();
  const old = new Date(Date.now() - 60_000);
  const operation = { kind: "create", userId, state: "unknown", createdAt: old, endedAt: old } as const;
  await services.database.operation.createMany({
    data: Array.from({ length: 3 }, () => ({ ...operation, domain: freshDomain(), deadline: old })),
  });
});
afterAll(() => client?.connection.close());

const tries = () => services.logged.filter((line) => line.includes("can't be settled just now")).length;
const sweep = (stopping?: AbortSignal) => settleStranded({ ...services.dependencies, client }, stopping);

test("a sweep that can't reach Temporal asks once, and one of a worker that stops asks no more", async () => {
  await sweep(AbortSignal.abort());
  expect(tries()).toBe(0);
  await sweep();
  expect(tries()).toBe(1);
}, 30_000);
