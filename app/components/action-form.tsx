"use client";

import {
  unstable_isUnrecognizedActionError as isUnrecognizedActionError,
  unstable_rethrow as rethrowOfNext,
} from "next/navigation";
import {
  type FormEvent,
  type ReactNode,
  useActionState,
  useEffect,
  useId,
  useRef,
  useState,
  useTransition,
} from "react";
import { createPortal } from "react-dom";
import { staleFormLocation } from "../stale-form.ts";
import { Alert } from "./alert.tsx";
import { failureText } from "./failure-text.ts";
import { FormContext } from "./form-context.ts";
import { type FormAction, type FormState, typedValues } from "./form-state.ts";
import { useOneAlert } from "./use-one-alert.ts";

interface ActionFormProps {
  /** A server action; it authorises itself. */
  action: FormAction;
  /** What the page begins with; see `initialFormState`. */
  initial?: FormState;
  className?: string;
  /** Id of where its alert stands, when that isn't within the form; see ALERT_PLACE. */
  alertPlace?: string;
  children: ReactNode;
}

/**
 * A form that the server renders with its action, so that it works without JavaScript; with it, the form is sent in a
 * transition: the page stays, typed text stays, and a form of an older build is recognised.
 */
export function ActionForm({ action, initial = {}, className, alertPlace, children }: ActionFormProps) {
  const [sentState, sendAction] = useActionState(action, initial);
  const [answer, setAnswer] = useState<FormState>();
  const { isSilenced, silenceOthers } = useOneAlert();
  const [pending, startTransition] = useTransition();
  const alertRef = useRef<HTMLDivElement>(null);
  const alertId = useId();
  const state = answer ?? sentState;
  const message = isSilenced ? undefined : alertText(state);

  // Each answer, also one that says the same again, is read out.
  useEffect(() => {
    if (alertText(state) !== undefined) alertRef.current?.focus();
  }, [state]);

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const formData = new FormData(event.currentTarget, submitter(event));
    silenceOthers();
    startTransition(async () => {
      try {
        setAnswer(await action(state, formData));
      } catch (error) {
        rethrowOfNext(error);
        if (isUnrecognizedActionError(error)) {
          location.assign(staleFormLocation(location.pathname, typedValues(formData)));
        } else {
          setAnswer({ ...state, error: failureText(error) });
        }
      }
    });
  }

  // Only an answer to a script can need it: without one, what goes wrong is a page of its own.
  const place = answer && alertPlace ? document.getElementById(alertPlace) : null;
  const alert = message !== undefined && (
    <Alert id={alertId} ref={alertRef}>
      {message}
    </Alert>
  );

  return (
    <form action={sendAction} onSubmit={send} className={className} noValidate>
      <FormContext value={{ state, pending, alertId }}>
        {place ? createPortal(alert, place) : alert}
        {children}
      </FormContext>
    </form>
  );
}

function alertText({ error, fieldErrors = {} }: FormState): string | undefined {
  return error ?? (Object.values(fieldErrors).join(" ") || undefined);
}

/** The button that was pressed, whose name and value belong to what is sent. */
function submitter(event: FormEvent<HTMLFormElement>): HTMLElement | null {
  return event.nativeEvent instanceof SubmitEvent ? event.nativeEvent.submitter : null;
}
