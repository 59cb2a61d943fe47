import { afterAll, beforeAll, test } from "vitest";
import { AWAY_TIMEOUT_MS, expectTrueWhileAway } from "./outages/away.ts";
import { type Console, startConsole } from "./outages/console.ts";

let console: Console;
beforeAll(async () => {
  console = await startConsole();
}, 300_000);
afterAll(() => console?.stop());

test.each(["postgres", "temporal", "farm", "provider"] as const)(
  "hole 24: %s is killed and away for 20 s during 100 creates and deletes by 10 members: every answer is true",
  (dependency) => expectTrueWhileAway(console, dependency, "kill"),
  AWAY_TIMEOUT_MS,
);
