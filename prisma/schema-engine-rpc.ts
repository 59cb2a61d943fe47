/** JSON-RPC as Prisma's command line speaks it with the native engine: one request a line, its answer a line. */
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import { z } from "zod";

/** What Prisma 7 calls; each is a method of the WebAssembly engine with the same name and shapes. */
const methods = [
  "applyMigrations",
  "createMigration",
  "dbExecute",
  "devDiagnostic",
  "diagnoseMigrationHistory",
  "diff",
  "ensureConnectionValidity",
  "evaluateDataLoss",
  "introspect",
  "markMigrationApplied",
  "markMigrationRolledBack",
  "reset",
  "schemaPush",
] as const satisfies readonly (keyof SchemaEngine)[];

const request = z.object({ id: z.number(), method: z.string(), params: z.unknown() });
/** Prisma's acknowledgement of our `print`. */
const acknowledgement = z.object({ id: z.number(), result: z.unknown() });
const diffResult = z.object({ stdout: z.string().nullish() });
/** `code` is one of Prisma's (`P1012`, `P3009`, …). */
const engineError = z.object({ message: z.string(), code: z.string().optional() });

/** The messages to send back for one line, in order; none for an acknowledgement. */
export async function answer(engine: Promise<SchemaEngine>, line: string): Promise<object[]> {
  const parsed: unknown = JSON.parse(line);
  const call = request.safeParse(parsed);
  if (!call.success) {
    acknowledgement.parse(parsed);
    return [];
  }
  const { id, method, params } = call.data;
  const envelope = { jsonrpc: "2.0", id };
  try {
    const result = await run(await engine, method, params);
    return [...prints(method, id, result), { ...envelope, result: result ?? null }];
  } catch (error) {
    const data = errorData(error);
    return [{ ...envelope, error: { code: 4466, message: data.message, data } }];
  }
}

async function run(engine: SchemaEngine, method: string, params: unknown): Promise<unknown> {
  const known = methods.find((name) => name === method);
  if (known === undefined) throw new Error(`The schema engine's stand-in has no method "${method}".`);
  return await Reflect.apply(engine[known], engine, [params]);
}

/** The native engine prints a diff through its caller; this one returns the text. */
function prints(method: string, id: number, result: unknown): object[] {
  if (method !== "diff") return [];
  const { stdout } = diffResult.parse(result);
  return stdout ? [{ jsonrpc: "2.0", id, method: "print", params: { content: stdout } }] : [];
}

function errorData(error: unknown): { is_panic: boolean; message: string; error_code?: string } {
  const known = engineError.safeParse(error);
  if (!known.success) return { is_panic: false, message: String(error) };
  const { message, code } = known.data;
  return code === undefined ? { is_panic: false, message } : { is_panic: false, message, error_code: code };
}
