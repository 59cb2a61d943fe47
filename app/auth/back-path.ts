/** Where someone who signs in without having come from a page lands. */
const HOME = "/wikis";

/**
 * The page to go back to after signing in: a path of this console, else the home page. Anything that could lead a
 * browser elsewhere (`//host`, `/\host`, a scheme) or to something that is no page is not followed.
 */
export function backPath(asked: unknown): string {
  if (typeof asked !== "string" || !asked.startsWith("/")) return HOME;
  const origin = "http://console.invalid";
  if (!URL.canParse(asked, origin)) return HOME;
  const url = new URL(asked, origin);
  if (url.origin !== origin || url.pathname.startsWith("//")) return HOME;
  if (url.pathname === "/" || url.pathname.startsWith("/api/") || url.pathname.startsWith("/sign-in-error"))
    return HOME;
  return `${url.pathname}${url.search}`;
}

/** The start page, where one signs in, keeping the page that was asked for. */
export function signInPath(back: string): string {
  return `/?${new URLSearchParams({ back })}`;
}
