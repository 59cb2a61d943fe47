/**
 * Prisma's schema engine over `@prisma/schema-engine-wasm`, for the stock command line.
 *
 * Called as the native engine is: `--datamodels PATH … --datasource JSON` and then JSON-RPC, a line a message, on stdin
 * and stdout; or `--datasource JSON cli COMMAND`.
 */
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { SchemaEngine } from "@prisma/schema-engine-wasm";
import { type EngineCall, parseEngineArguments } from "./schema-engine-arguments.ts";
import { errorLog, runDatabaseCommand } from "./schema-engine-database.ts";
import { offlineAdapterFactory } from "./schema-engine-offline.ts";
import { onlineAdapterFactory } from "./schema-engine-online.ts";
import { answer } from "./schema-engine-rpc.ts";

// Where the engine leaves its last words before it traps.
Object.assign(globalThis, {
  PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => process.stderr.write(`${message}\n`) },
});

const call = parseEngineArguments(process.argv.slice(2));

if (call.command === undefined) {
  await serve(call);
} else {
  await runDatabaseCommand(call.command, call.url).catch((error: unknown) => {
    process.stderr.write(errorLog(error));
    process.exitCode = 1;
  });
}

async function serve({ datamodels, url }: EngineCall): Promise<void> {
  const files = datamodels.map(
    async (path): Promise<[string, string]> => [path, await readFile(path, "utf8")],
  );
  const factory = url === "" ? offlineAdapterFactory : onlineAdapterFactory(url);
  const engine = SchemaEngine.new(
    // It panics on an empty list.
    { datamodels: files.length === 0 ? undefined : await Promise.all(files) },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  // A database that can't be reached is the answer to the first request, not an unhandled rejection.
  engine.catch(() => undefined);
  for await (const line of createInterface({ input: process.stdin })) {
    for (const message of await answer(engine, line)) process.stdout.write(`${JSON.stringify(message)}\n`);
  }
  // The adapter keeps its pool open; Prisma closes stdin when it is done.
  process.exit(0);
}
