import { join } from "node:path";
import { startTemporal } from "../temporal/start.ts";
import { freePorts } from "./ports.ts";
import { scratchFolder } from "./scratch-folder.ts";

export type TemporalServer = {
  /** host:port */
  address: string;
  uiUrl: string;
  stop(): Promise<void>;
};

/** A Temporal server for many namespaces, with the settings that `start` gives it. */
export async function startTemporalServer(): Promise<TemporalServer> {
  const scratch = scratchFolder();
  const [port = 0, uiPort = 0] = await freePorts(2);
  const { address, uiUrl, ...server } = await startTemporal({
    dataDir: join(scratch.path, "temporal"),
    port,
    uiPort,
    namespace: "default",
    tell: (line) => console.info(line),
  });
  return {
    address,
    uiUrl,
    async stop() {
      await server.stop();
      scratch.remove();
    },
  };
}
