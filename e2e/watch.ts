import type { BrowserContext } from "@playwright/test";

interface Watch {
  /** Only pages of this origin are ours; a wiki's own pages are FedWiki's. */
  origin: string;
  allowed: RegExp[];
  /** Where what was seen is collected. */
  errors: string[];
}

/** Collects what pages of `origin` write to their console as errors, and what they throw. */
export function watchForErrors(context: BrowserContext, { origin, allowed, errors }: Watch): void {
  const note = (url: string | undefined, text: string) => {
    if (url?.startsWith(`${origin}/`) !== true) return;
    if (!allowed.some((pattern) => pattern.test(text))) errors.push(`${url}: ${text}`);
  };
  context.on("console", (message) => {
    if (message.type() === "error") note(message.page()?.url(), message.text());
  });
  context.on("weberror", (error) => note(error.page()?.url(), String(error.error())));
}
