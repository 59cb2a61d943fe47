import { randomBytes } from "node:crypto";

/** On each request within this process: what an error of it is called, in the log and on its page. */
export const REFERENCE_HEADER = "x-member-console-reference";

export function newReference(): string {
  return randomBytes(5).toString("hex");
}
