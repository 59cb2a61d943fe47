/** Where someone who signs in without having come from a page lands. */
const HOME = "/wikis";
/** The start page and what isn't a page that one came from. */
const NO_PAGES = /^\/($|api\/|sign-in-error|refused\/|_next\/)/;

/**
 * The page to go back to after signing in: a path of this console, else the home page. Anything that could lead a
 * browser elsewhere (`//host`, `/\host`, another origin) or to something that is no page is not followed.
 * @param baseUrl the console's own origin, where whole addresses are known too, as next-auth hands them on
 */
export function backPath(asked: unknown, baseUrl = "http://console.invalid"): string {
  if (typeof asked !== "string" || !(asked.startsWith("/") || asked.startsWith(`${baseUrl}/`))) return HOME;
  const url = URL.parse(asked, baseUrl);
  if (url === null || url.origin !== baseUrl || url.pathname.startsWith("//")) return HOME;
  return NO_PAGES.test(url.pathname) ? HOME : `${url.pathname}${url.search}`;
}

/** The start page, where one signs in, keeping the page that was asked for. */
export function signInPath(back: string): string {
  return `/?${new URLSearchParams({ back })}`;
}
