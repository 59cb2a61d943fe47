import { getSession } from "#app/auth/session.ts";
import { readStanding, standingVersion } from "../standing.ts";

/** What the followed page asks again and again: whether it would show something else by now. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const member = await getSession();
  const standing = member && (await readStanding(member, (await params).id));
  if (!standing) return new Response(null, { status: 404 });
  return Response.json({ version: standingVersion(standing) }, { headers: { "cache-control": "no-store" } });
}
