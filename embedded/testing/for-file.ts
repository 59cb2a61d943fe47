import { afterAll } from "vitest";
import { startTestDatabase, type TestDatabase } from "./database.ts";

/** Databases for a test file, removed after its last test. */
export async function databasesForFile(): Promise<TestDatabase> {
  const databases = await startTestDatabase();
  afterAll(() => databases.stop());
  return databases;
}
