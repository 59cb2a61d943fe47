import { registerHooks } from "node:module";

/** The wiki server puts `wiki-security-` before this to find the package. */
export const securityType = "member-console";

/**
 * Lets the wiki server find our security package under its name, without a folder in `node_modules`. To be
 * called before a site is started.
 */
export function provideSecurityPackage(): void {
  const url = new URL("./security.ts", import.meta.url).href;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      if (specifier === `wiki-security-${securityType}`) return { url, shortCircuit: true };
      return nextResolve(specifier, context);
    },
  });
}
