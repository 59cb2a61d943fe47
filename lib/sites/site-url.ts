/**
 * How a browser reaches a wiki.
 * @param template `fedwiki-site-url`, with `{domain}` in it
 */
export function siteUrl(template: string, domain: string): string {
  return new URL(template.replaceAll("{domain}", domain)).href;
}
