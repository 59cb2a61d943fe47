import { messages } from "#lib/contracts/messages.ts";

/** What a retry can't change, by the outcome's code. */
export type FarmRefusal = "alreadyExists" | "permissionDenied" | "authenticationFailed" | "unexpected";

/**
 * The seed's table, "Non-Retryable Errors"; 400 is our own bug and no retry would mend it. That a site exists already
 * is what a 409 means to a create alone; the client says so there.
 */
const finalStatuses: ReadonlyMap<number, FarmRefusal> = new Map([
  [409, "unexpected"],
  [403, "permissionDenied"],
  [401, "authenticationFailed"],
  [400, "unexpected"],
]);

/** The farm refused for good. Final: the same request would be refused again. */
export class FarmManagerAPIError extends Error {
  override name = "FarmManagerAPIError";
  readonly status: number;
  readonly code: FarmRefusal;

  constructor(status: number, code: FarmRefusal) {
    super(`The farm answered ${status}.`);
    this.status = status;
    this.code = code;
  }
}

/** The farm didn't do what it was asked, as far as one can tell. Retryable. The cause, if any, is for the log alone. */
export class FarmUnavailableError extends Error {
  override name = "FarmUnavailableError";
  /** The request may have been carried out, or may still be. */
  readonly mayHaveArrived: boolean;
  /** Of the answer; undefined: there was none. */
  readonly status: number | undefined;

  constructor(sentence: string, mayHaveArrived: boolean, options?: ErrorOptions & { status?: number }) {
    super(sentence, options);
    this.mayHaveArrived = mayHaveArrived;
    this.status = options?.status;
  }
}

/** The farm is of a kind that this console doesn't know. Final. */
export class UnknownSiteStatusError extends Error {
  override name = "UnknownSiteStatusError";

  constructor() {
    super("The wiki farm lists a site with a status that this console doesn't know, so nothing was changed.");
  }
}

/** What an answer other than the wished for means. No part of a body gets into a message. */
export function errorForAnswer(status: number): FarmManagerAPIError | FarmUnavailableError {
  const code = finalStatuses.get(status);
  if (code !== undefined) return new FarmManagerAPIError(status, code);
  if (status >= 200 && status < 300) {
    return new FarmUnavailableError(`The wiki farm answered ${status}, but not what it was asked.`, true, {
      status,
    });
  }
  // A refused or redirected request wasn't carried out. A proxy's 408 or 5xx says nothing about the farm behind it.
  return new FarmUnavailableError(`The wiki farm answered ${status}.`, status === 408 || status >= 500, {
    status,
  });
}

/** The connection was never made, so the request can't have arrived. */
const neverConnected: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** What fetch threw: it has no answer, and says why only in its cause. */
export function errorForSilence(error: unknown): FarmUnavailableError {
  if (error instanceof DOMException && error.name === "TimeoutError") {
    return new FarmUnavailableError("The wiki farm didn't answer in time.", true);
  }
  const mayHaveArrived = !neverConnected.has(errorCode(error) ?? "unknown");
  return new FarmUnavailableError("The wiki farm can't be reached.", mayHaveArrived, { cause: error });
}

/** `localhost` has two addresses; when both refuse, the cause is one error around two. */
function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError) return errorCode(error.errors[0]);
  return errorCode(error.cause);
}

/** The sentence for the member. */
export function refusalSentence(code: FarmRefusal, supportUrl: string): string {
  switch (code) {
    case "alreadyExists":
      return messages.alreadyExists;
    case "permissionDenied":
      return messages.permissionDenied;
    case "authenticationFailed":
      return messages.authenticationFailed(supportUrl);
    case "unexpected":
      return messages.unexpected(supportUrl);
    default:
      return code satisfies never;
  }
}
