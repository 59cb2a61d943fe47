import { getSession } from "#app/auth/session.ts";
import { DatabaseSilentError } from "#app/server/database-silent.ts";
import { readStanding, standingVersion } from "../standing.ts";

/**
 * What the followed page asks again and again: whether it would show something else by now. 503: the database doesn't
 * answer, so nobody knows.
 */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  try {
    const member = await getSession();
    const standing = member && (await readStanding(member, (await params).id));
    if (!standing) return new Response(null, { status: 404 });
    return Response.json(
      { version: standingVersion(standing) },
      { headers: { "cache-control": "no-store" } },
    );
  } catch (error) {
    if (error instanceof DatabaseSilentError) return new Response(null, { status: 503 });
    throw error;
  }
}
