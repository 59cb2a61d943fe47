import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { getConfig } from "#lib/config.ts";
import { backPath, signInPath } from "../auth/back-path.ts";
import { backCookieName } from "../auth/cookies.ts";
import { signInError } from "../auth/sign-in-errors.ts";
import { SignInForm } from "../auth/sign-in-form.tsx";
import { Heading } from "../components/heading.tsx";
import { PageAlert } from "../components/page-alert.tsx";
import { PageShell } from "../components/page-shell.tsx";
import { initialFormState, type SearchParams, staleFormLocation } from "../stale-form.ts";

export const metadata: Metadata = { title: "Not signed in" };

/** Everything that ends a sign-in, by us, by next-auth or by the provider, ends here, and can be tried again. */
export default async function SignInErrorPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const asked = await searchParams;
  const { error, callbackUrl } = asked;
  const stale = initialFormState(asked);
  // What went wrong was in the address that the form of an older build took the place of.
  if (stale.error !== undefined) redirect(staleFormLocation("/", stale.values ?? {}));
  const { baseUrl } = getConfig();
  // Next-auth hands it on in the address or, through the provider, in its cookie.
  const back = backPath(callbackUrl ?? (await cookies()).get(backCookieName(baseUrl))?.value, baseUrl);
  if (typeof error !== "string") redirect(signInPath(back));
  const { heading, text, asSomebodyElse = false } = signInError(error);
  return (
    <PageShell>
      <Heading>{heading}</Heading>
      <PageAlert>{text}</PageAlert>
      <SignInForm back={back} asSomebodyElse={asSomebodyElse} />
    </PageShell>
  );
}
