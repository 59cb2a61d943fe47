import { randomBytes } from "node:crypto";

/** On each request within this process: what an error of it is called, in the log and on its page. */
export const REFERENCE_HEADER = "x-member-console-reference";

/** On this process's own request for the page of an error: the error's reference. Never let in from outside. */
export const REFUSAL_HEADER = "x-member-console-refusal";

export function newReference(): string {
  return randomBytes(5).toString("hex");
}
