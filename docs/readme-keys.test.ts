import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { publicKeys } from "#lib/config.ts";
import { readmeFile, withKeyTable } from "./readme-keys.ts";

test("the README's table has every key as the code has it (npm run readme)", () => {
  const readme = readFileSync(readmeFile, "utf8");
  expect(withKeyTable(readme)).toBe(readme);
  for (const { name } of publicKeys) expect(readme).toContain(`| \`${name}\` |`);
});
