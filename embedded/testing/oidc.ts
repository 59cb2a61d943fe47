import { join } from "node:path";
import { z } from "zod";
import { startOidc } from "../oidc/start.ts";
import { freePort } from "./ports.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { askShared } from "./shared/ask.ts";

const providerOfTheRun = z.object({ issuerUrl: z.string(), clientId: z.string(), clientSecret: z.string() });

export type TestOidc = z.infer<typeof providerOfTheRun> & { stop(): Promise<void> };

/** An OIDC provider with the embedded people: the one that all files share. */
export async function startTestOidc(): Promise<TestOidc> {
  const shared = await askShared("provider", providerOfTheRun);
  return shared === undefined ? startProvider() : { ...shared, stop: async () => undefined };
}

/** One of its own, which can be stopped. */
export async function startProvider(): Promise<TestOidc> {
  const scratch = scratchFolder();
  const port = await freePort();
  const client = { clientId: "member-console", clientSecret: "secret of the tests" };
  const server = await startOidc({
    port,
    issuerUrl: `http://localhost:${port}`,
    dataDir: join(scratch.path, "oidc"),
    clients: [{ ...client, redirectUris: ["http://localhost:3000/api/auth/callback/oidc"] }],
    adminRole: "admin",
  });
  return {
    issuerUrl: server.issuerUrl,
    ...client,
    async stop() {
      await server.stop();
      scratch.remove();
    },
  };
}
