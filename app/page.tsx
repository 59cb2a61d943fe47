import { redirect } from "next/navigation";
import { backPath } from "./auth/back-path.ts";
import { getSession } from "./auth/session.ts";
import { SignInForm } from "./auth/sign-in-form.tsx";
import { Flags } from "./components/flags.tsx";
import { Heading } from "./components/heading.tsx";
import { PageShell } from "./components/page-shell.tsx";
import { initialFormState, type SearchParams } from "./stale-form.ts";

/** Where one signs in; `back` is the page that asked for it. Who is signed in already goes there at once. */
export default async function StartPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const asked = await searchParams;
  const initial = initialFormState(asked);
  const back = backPath(asked.back ?? initial.values?.back);
  if ((await getSession()) !== null) redirect(back);
  return (
    <PageShell>
      <div className="max-w-xl py-6 sm:py-14">
        <Flags />
        <Heading>Your wikis, on our farm</Heading>
        <p className="mb-8 text-lg text-muted">
          Create wikis, open them, and take them down again. Sign in with your account at the co-op.
        </p>
        <SignInForm back={back} initial={initial} asSomebodyElse={initial.values?.prompt === "login"} />
      </div>
    </PageShell>
  );
}
