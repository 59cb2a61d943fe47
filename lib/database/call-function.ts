import { z } from "zod";
import { Prisma, type PrismaClient } from "#lib/generated/prisma/client.ts";

/**
 * Calls one of `prisma/functions`: one round trip, one transaction. `call` is the function with its arguments.
 * Throws a ZodError when the answer isn't of the schema's shape.
 */
export async function callFunction<T>(db: PrismaClient, schema: z.ZodType<T>, call: Prisma.Sql): Promise<T> {
  const rows = await db.$queryRaw(Prisma.sql`select ${call} as answer`);
  return z.tuple([z.object({ answer: schema })]).parse(rows)[0].answer;
}
