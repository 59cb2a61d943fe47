import { ActionForm } from "../components/action-form.tsx";
import type { FormState } from "../components/form-state.ts";
import { SubmitButton } from "../components/submit-button.tsx";
import { signIn } from "./sign-in.ts";

interface SignInFormProps {
  /** Path of the page to come back to. */
  back: string;
  initial?: FormState;
  /** The provider asks who one is, also where it knows somebody. */
  asSomebodyElse?: boolean;
}

export function SignInForm({ back, initial, asSomebodyElse = false }: SignInFormProps) {
  return (
    <ActionForm action={signIn} {...(initial && { initial })}>
      <input type="hidden" name="back" value={back} />
      {asSomebodyElse && <input type="hidden" name="prompt" value="login" />}
      <SubmitButton>Sign in</SubmitButton>
    </ActionForm>
  );
}
