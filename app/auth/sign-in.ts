"use server";

import { redirect } from "next/navigation";
import { getConfig } from "#lib/config.ts";
import type { FormState } from "../components/form-state.ts";
import { backPath } from "./back-path.ts";
import { takeStep } from "./next-auth-steps.ts";
import { SIGN_IN_ERROR_PATH } from "./sign-in-errors.ts";

/**
 * Sends the browser to the provider. Fields: `back`, the page to come back to; `prompt`, `login` when the provider
 * shall ask who one is although it knows somebody.
 */
export async function signIn(_state: FormState, formData: FormData): Promise<FormState> {
  const { baseUrl } = getConfig();
  const back = backPath(formData.get("back"));
  const fields = { callbackUrl: new URL(back, baseUrl).href };
  const query: Record<string, string> = formData.get("prompt") === "login" ? { prompt: "login" } : {};
  const location = await takeStep(["signin", "oidc"], { fields, query });
  redirect(ownErrorPage(new URL(location, baseUrl), back));
}

/** A provider that doesn't answer: straight to our page, not through next-auth's. */
function ownErrorPage(location: URL, back: string): string {
  if (
    !location.pathname.startsWith("/api/auth/") ||
    location.origin !== new URL(getConfig().baseUrl).origin
  ) {
    return location.href;
  }
  const error = location.searchParams.get("error") ?? "Default";
  return `${SIGN_IN_ERROR_PATH}?${new URLSearchParams({ error, callbackUrl: back })}`;
}
