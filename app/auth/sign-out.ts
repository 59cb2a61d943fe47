"use server";

import { redirect } from "next/navigation";
import type { FormState } from "../components/form-state.ts";
import { endSessionUrl } from "./end-session.ts";
import { takeStep } from "./next-auth-steps.ts";
import { readSessionToken } from "./session.ts";

/** Ends the console's session, then the provider's, so that the next "Sign in" asks who one is. */
export async function signOut(_state: FormState): Promise<FormState> {
  const token = await readSessionToken();
  await takeStep(["signout"]);
  redirect((await endSessionUrl(token?.idToken)) ?? "/");
}
