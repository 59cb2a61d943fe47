import { ActionForm } from "../components/action-form.tsx";
import type { FormState } from "../components/form-state.ts";
import { SubmitButton } from "../components/submit-button.tsx";
import { signIn } from "./sign-in.ts";

/** @param back path of the page to come back to */
export function SignInForm({ back, initial }: { back: string; initial?: FormState }) {
  return (
    <ActionForm action={signIn} {...(initial && { initial })}>
      <input type="hidden" name="back" value={back} />
      <SubmitButton>Sign in</SubmitButton>
    </ActionForm>
  );
}
