import { sourceHash } from "./bin/build/source-hash.ts";

/**
 * Headers for security stand in bin/web/security-headers.ts, since the policy for scripts is another one for each page.
 * @type {import("next").NextConfig}
 */
export default {
  // forbidden() answers 403 with a page of ours.
  experimental: { authInterrupts: true },
  // What loads native code or keeps one connection a process must not be bundled into each route.
  serverExternalPackages: [
    "@prisma/adapter-pg",
    "@prisma/client",
    "@temporalio/client",
    "@temporalio/common",
    "next-auth",
    "pg",
    "pino",
  ],
  // Browsers ask for it where a page names no icon.
  redirects: async () => [{ source: "/favicon.ico", destination: "/favicon.svg", permanent: true }],
  poweredByHeader: false,
  // Its badge would stand on the page that is being designed.
  devIndicators: false,
  // The same artefact runs on every machine, and a form knows whether it is from this one.
  generateBuildId: () => sourceHash(import.meta.dirname),
  // Lint and types are checked by npm run lint.
  typescript: { ignoreBuildErrors: true },
};
