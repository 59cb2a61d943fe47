/** Says that this process lives, and nothing of what lies behind it: a database that is down is no reason to kill it. */
export function GET(): Response {
  return new Response("ok\n", { headers: { "content-type": "text/plain", "cache-control": "no-store" } });
}
