import { join } from "node:path";
import { type Farm, startFarm } from "../farm/start.ts";
import { startTestOidc, type TestOidc } from "./oidc.ts";
import { freePort } from "./ports.ts";
import { scratchFolder } from "./scratch-folder.ts";

export type TestFarm = Omit<Farm, "stop" | "exited"> & {
  /** Ends the farm's process; its sites stay. */
  takeDown(): Promise<void>;
  /** Starts it again at the same address. */
  bringUp(): Promise<void>;
  stop(): Promise<void>;
};

/** A FedWiki farm of its own for a test file. Nobody can sign in there: its provider doesn't know it. */
export async function startTestFarm(provider?: TestOidc): Promise<TestFarm> {
  const scratch = scratchFolder();
  const port = await freePort();
  const oidc = provider ?? (await startTestOidc());
  const start = () =>
    startFarm({ port, dataDir: join(scratch.path, "farm"), oidc: { ...oidc, ownerClaim: "sub" } });
  let farm = await start();
  return {
    ...farm,
    async takeDown() {
      await farm.stop();
    },
    async bringUp() {
      farm = await start();
    },
    async stop() {
      await farm.stop();
      if (oidc !== provider) await oidc.stop();
      scratch.remove();
    },
  };
}
