/** Reads the native engine's command line as far as Prisma 7 uses it. */
import { parseArgs } from "node:util";
import { type DatabaseCommand, databaseCommands } from "./schema-engine-database.ts";

export interface EngineCall {
  /** Absent when the engine is to serve JSON-RPC. */
  command?: DatabaseCommand;
  datamodels: string[];
  /** Empty for what needs no database, as a diff between two schemas. */
  url: string;
}

/** @throws Error that names a command the stand-in doesn't know. */
export function parseEngineArguments(args: string[]): EngineCall {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      datamodels: { type: "string", multiple: true, default: [] },
      datasource: { type: "string" },
      "enabled-preview-features": { type: "string" },
      "extension-types": { type: "string" },
    },
  });
  const serve = { datamodels: values.datamodels, url: connectionUrl(values.datasource) };
  if (positionals.length === 0) return serve;
  const command = databaseCommands.find((known) => `cli ${known}` === positionals.join(" "));
  if (command === undefined) throw new Error(`This schema engine has no command "${positionals.join(" ")}".`);
  return { ...serve, command };
}

function connectionUrl(datasource: string | undefined): string {
  if (datasource === undefined) return "";
  const parsed: unknown = JSON.parse(datasource);
  if (typeof parsed !== "object" || parsed === null || !("url" in parsed)) return "";
  return typeof parsed.url === "string" ? parsed.url : "";
}
