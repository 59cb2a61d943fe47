import { join } from "node:path";
import { freePort } from "#lib/process/ports.ts";
import { startOidc } from "../oidc/start.ts";
import { scratchFolder } from "./scratch-folder.ts";

export type TestOidc = {
  issuerUrl: string;
  clientId: string;
  clientSecret: string;
  stop(): Promise<void>;
};

/**
 * An OIDC provider of its own for a test file, with the embedded people.
 * @param redirectUris where its one client may send people after sign-in
 * @param farmPort the port of the farm whose wikis may sign people in
 */
export async function startTestOidc(
  options: { redirectUris?: string[]; farmPort?: number } = {},
): Promise<TestOidc> {
  const { redirectUris = ["http://localhost:3000/api/auth/callback/oidc"], farmPort } = options;
  const scratch = scratchFolder();
  const port = await freePort();
  const client = { clientId: "member-console", clientSecret: "secret of the tests", redirectUris };
  const server = await startOidc({
    port,
    issuerUrl: `http://localhost:${port}`,
    dataDir: join(scratch.path, "oidc"),
    clients: [client],
    adminRole: "admin",
    farmPort,
  });
  return {
    issuerUrl: server.issuerUrl,
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    async stop() {
      await server.stop();
      scratch.remove();
    },
  };
}
