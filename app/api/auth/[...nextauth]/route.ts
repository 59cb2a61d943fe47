import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "#app/auth/options.ts";
import { SIGN_IN_ERROR_PATH } from "#app/auth/sign-in-errors.ts";
import { getConfig } from "#lib/config.ts";

interface RouteContext {
  params: Promise<{ nextauth: string[] }>;
}

/** Next-auth as it is. Its options are made at the first request, since a build knows no configuration. */
function handle(request: NextRequest, context: RouteContext): Promise<Response> {
  return NextAuth(request, context, authOptions());
}

/** A provider that says no says why; next-auth would turn that into one word for everything that can go wrong. */
export async function GET(request: NextRequest, context: RouteContext): Promise<Response> {
  const { nextauth } = await context.params;
  const refusal = request.nextUrl.searchParams.get("error");
  if (nextauth.join("/") !== "callback/oidc" || refusal === null) return handle(request, context);
  const page = new URL(SIGN_IN_ERROR_PATH, getConfig().baseUrl);
  page.searchParams.set("error", refusal);
  return Response.redirect(page, 303);
}

export const POST = handle;
