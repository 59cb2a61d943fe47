/**
 * Records a history of every workflow in every outcome: `npm run histories`, or with the beginnings of some names.
 * They are written to worker/histories/current; move them to a folder named by the release when it is made. The tests
 * replay all of them, so a change of a workflow that would break a run under way fails there.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startWorld } from "../testing/world.ts";
import { creates } from "./recording/create.ts";
import { deletes } from "./recording/delete.ts";
import { historyToText } from "./recording/history-json.ts";
import { previews } from "./recording/preview.ts";
import { restores } from "./recording/restore.ts";
import { settlings } from "./recording/settle.ts";
import { syncs } from "./recording/sync.ts";

const wanted = process.argv.slice(2);
const folder = join(import.meta.dirname, "current");
await mkdir(folder, { recursive: true });
const world = await startWorld();
try {
  const scenarios = [...creates, ...deletes, ...restores, ...settlings, ...previews, ...syncs];
  for (const scenario of scenarios) {
    const { name } = scenario;
    if (wanted.length > 0 && !wanted.some((beginning) => name.startsWith(beginning))) continue;
    const handle = await scenario.run(world);
    world.proxy.pass();
    const { status } = await handle.describe();
    await writeFile(join(folder, `${name}.json`), historyToText(await handle.fetchHistory()));
    console.info(`${name}: ${status.name}`);
    await scenario.stop?.();
  }
} finally {
  await world.stop();
}
