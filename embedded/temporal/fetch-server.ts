/** Gets Temporal's server where it isn't there yet, before tests need it: building it takes longer than a test may. */
import { cacheFolder } from "#lib/config.ts";
import { findTemporalServer } from "./find-server.ts";

await findTemporalServer({ cacheDir: cacheFolder(), tell: (line) => console.log(line) });
