import { cookies } from "next/headers";
import { NextRequest, NextResponse } from "next/server";
import NextAuth from "next-auth";
import { z } from "zod";
import { getConfig } from "#lib/config.ts";
import { authOptions } from "./options.ts";

interface StepInput {
  fields?: Record<string, string>;
  query?: Record<string, string>;
}

/**
 * Next-auth signs in and out by a POST that must carry the token of a cookie that a page can't set. These take both
 * steps on the server, within a server action, and hand next-auth's cookies on, so that no script is needed.
 * @param action next-auth's path, such as `["signin", "oidc"]`
 * @param query for the sign-in: parameters of the provider's authorization request
 * @returns where next-auth sends the browser
 */
export async function takeStep(
  action: string[],
  { fields = {}, query = {} }: StepInput = {},
): Promise<string> {
  const csrf = await answer(["csrf"]);
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await csrf.json());
  const response = await answer(action, { fields: { ...fields, csrfToken }, query });
  const location = response.headers.get("location");
  if (location === null) throw new Error(`next-auth answered ${action.join("/")} with ${response.status}`);
  return location;
}

/** With `fields` a POST. Cookies that it sets are those of the next step as well. */
async function answer(action: string[], { fields, query }: StepInput = {}): Promise<Response> {
  const path = `/api/auth/${action.join("/")}?${new URLSearchParams(query)}`;
  const request = new NextRequest(new URL(path, getConfig().baseUrl), {
    ...(fields === undefined ? {} : { method: "POST", body: new URLSearchParams(fields) }),
  });
  const context = { params: Promise.resolve({ nextauth: action }) };
  const response: Response = await NextAuth(request, context, authOptions());
  const jar = await cookies();
  for (const cookie of new NextResponse(null, { headers: response.headers }).cookies.getAll())
    jar.set(cookie);
  return response;
}
