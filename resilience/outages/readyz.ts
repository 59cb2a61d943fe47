import type { Console } from "./console.ts";

/** What the web server says of itself, and how long that took. */
export async function readyz({
  baseUrl,
}: Console): Promise<{ status: number; body: unknown; tookMs: number }> {
  const startedAt = performance.now();
  const response = await fetch(`${baseUrl}/readyz`);
  const body: unknown = await response.json();
  return { status: response.status, body, tookMs: performance.now() - startedAt };
}
