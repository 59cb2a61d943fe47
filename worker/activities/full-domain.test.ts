import { expect, test } from "vitest";
import { expectOneFolderEach } from "../testing/names-on-the-farm.ts";

test("hole 18: 500 generated texts: a clear reason, or one canonical name that is one folder inside the farm's data", async () => {
  expect(await expectOneFolderEach(500)).toBeGreaterThan(50);
});
