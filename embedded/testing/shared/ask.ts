import type { z } from "zod";

/** What the test files of one run share. Each is started when a file first asks for it. */
export type SharedService = "postgres" | "temporal" | "provider" | "workflows";

let keeper: string | undefined;

/** Where this process asks from now on. */
export function shareWith(url: string): void {
  keeper = url;
}

/** What the run shares under that name; undefined outside of a test run, where one has to start one's own. */
export async function askShared<T>(service: SharedService, schema: z.ZodType<T>): Promise<T | undefined> {
  if (keeper === undefined) return undefined;
  const response = await fetch(`${keeper}/${service}`);
  if (!response.ok) throw new Error(await response.text());
  return schema.parse(await response.json());
}
