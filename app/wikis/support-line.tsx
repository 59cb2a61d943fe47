import { getConfig } from "#lib/config.ts";

/** Where help is, if `support-url` says so. */
export function SupportLine() {
  const { supportUrl } = getConfig();
  if (supportUrl === "") return null;
  return (
    <p className="mt-8 text-muted text-sm">
      Something isn't as it should be? <a href={supportUrl}>Get help</a>
    </p>
  );
}
