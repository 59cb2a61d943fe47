import { expect, test } from "vitest";
import { expectOneFolderEach } from "../testing/names-on-the-farm.ts";

test("hole 18: 10,000 generated texts: a clear reason, or one canonical name that is one folder inside the farm's data", async () => {
  expect(await expectOneFolderEach(10_000)).toBeGreaterThan(1_000);
}, 600_000);
