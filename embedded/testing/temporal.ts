import { join } from "node:path";
import { freePorts } from "#lib/process/ports.ts";
import { startTemporal } from "../temporal/start.ts";
import { scratchFolder } from "./scratch-folder.ts";

export type TestTemporal = {
  /** host:port; its namespace is `default`. */
  address: string;
  uiUrl: string;
  stop(): Promise<void>;
};

/** A Temporal server of its own for a test file, with the settings that `start` gives it. */
export async function startTestTemporal(): Promise<TestTemporal> {
  const scratch = scratchFolder();
  const [port = 0, uiPort = 0] = await freePorts(2);
  const dataDir = join(scratch.path, "temporal");
  const server = await startTemporal({
    dataDir,
    port,
    uiPort,
    namespace: "default",
    tell: (line) => console.info(line),
  });
  return {
    ...server,
    async stop() {
      await server.stop();
      scratch.remove();
    },
  };
}
