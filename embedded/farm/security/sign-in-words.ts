import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createRequire } from "node:module";

/** As much of Express as we use. */
export type App = {
  get(path: string, answer: (request: IncomingMessage, response: ServerResponse) => void): void;
};

/** passportjs's own style, and the words of the links to sign in and out. */
const style = `${readFileSync(createRequire(import.meta.url).resolve("wiki-security-passportjs/client/style.css"), "utf8")}
#security #show-security-dialog::after, #security #logout::after { content: " " attr(title); }
`;

/**
 * Shows in words where one signs in and out of a wiki. passportjs has a picture of a lock alone, from a font
 * on another server: where that can't be reached, there is nothing to see and nothing to click.
 */
export function sayWhereToSignIn(app: App): void {
  app.get("/security/style.css", (_request, response) => {
    response.writeHead(200, { "content-type": "text/css; charset=utf-8" });
    response.end(style);
  });
}
