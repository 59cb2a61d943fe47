import { readFileSync } from "node:fs";

const style = readFileSync(new URL("./style.css", import.meta.url), "utf8");

/** Only our own style may load: no script, no picture, no frame around it. */
export const contentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/** The form that asks who one is; after a wrong try with what was wrong and the name that was typed. */
export function signInPage(options: { action: string; username?: string; problem?: string }): string {
  const { action, username = "", problem } = options;
  const alert = problem === undefined ? "" : `<p role="alert">${escapeHtml(problem)}</p>`;
  return page(
    "Sign in",
    `${alert}
    <form method="post" action="${escapeHtml(action)}">
      <label for="username">Username</label>
      <input id="username" name="username" value="${escapeHtml(username)}" required autofocus
        autocomplete="username" autocapitalize="none" spellcheck="false">
      <label for="password">Password</label>
      <input id="password" name="password" type="password" required autocomplete="current-password">
      <button>Sign in</button>
    </form>
    <p>The people here are <b>alice</b>, <b>bob</b> and <b>admin</b>. Each one's password is the name.</p>`,
  );
}

/** A page that says one thing. */
export function messagePage(heading: string, text: string): string {
  return page(heading, `<p>${escapeHtml(text)}</p>`);
}

function page(heading: string, content: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${escapeHtml(heading)}</title>
    <style>${style}</style>
  </head>
  <body>
    <main>
      <h1>${escapeHtml(heading)}</h1>
      ${content}
    </main>
  </body>
</html>`;
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
