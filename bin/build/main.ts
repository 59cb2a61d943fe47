/** `npm run build`: everything that production runs, from these sources. */
import { reportFailure } from "../report-failure.ts";
import { root } from "../root.ts";
import { build } from "./build.ts";
import { withBuildLock } from "./build-lock.ts";
import { isBuilt } from "./source-hash.ts";

try {
  await withBuildLock(
    () => console.log("Waiting for another build to end …"),
    async () => {
      if (isBuilt(root)) console.log("These sources are built already.");
      else await build();
    },
  );
} catch (error) {
  process.exitCode = reportFailure(error);
}
