/** Brings everything up in order, looks after it, and takes it down in order. */
import { type Config, installConfig } from "#lib/config.ts";
import { StartError } from "#lib/process/start-error.ts";
import { migrate } from "../migrate.ts";
import { noteRunningServices } from "../running-services.ts";
import { untilToldToStop } from "../until-told-to-stop.ts";
import { checkPorts } from "./check-ports.ts";
import { type Mode, spawnChild } from "./children.ts";
import { isAllConfigured, startEmbeddedServices } from "./embedded-services.ts";
import { prepareSources, watchSources } from "./prepare-sources.ts";
import { say, sayReady } from "./report.ts";
import { Running } from "./running.ts";
import { WorkerKeeper } from "./worker-keeper.ts";

/**
 * Runs until SIGINT, SIGTERM, or until something ends that can't be started again. Returns the exit code.
 * @throws StartError when something doesn't come up; what has come up by then is stopped
 */
export async function supervise(config: Config, mode: Mode): Promise<number> {
  const told = untilToldToStop();
  const running = new Running();
  try {
    const failure = await Promise.race([told.then(() => undefined), bringUp(config, mode, running)]);
    say(failure === undefined ? "Stopping …" : `${failure} Stopping …`);
    return failure === undefined ? 0 : 1;
  } finally {
    await running.stop();
  }
}

/** Resolves with a line for the operator when something has ended unasked. */
async function bringUp(configured: Config, mode: Mode, running: Running): Promise<string> {
  const startedAt = performance.now();
  await checkPorts(configured);
  await prepareSources(running, mode);

  const services = isAllConfigured(configured)
    ? undefined
    : await running.add(() => startEmbeddedServices(configured));
  const config = services?.config ?? configured;
  installConfig(config);
  await running.add(async () => noteRunningServices(config));
  await prepareDatabase(config);

  // Stopped in the opposite order: the web first, so that nobody begins what no worker takes up.
  const keeper = await running.add(async () => new WorkerKeeper(() => spawnChild("worker", config, mode)));
  const web = await running.add(async () => spawnChild("web", config, mode));
  const { untilReady } = await import("./readiness.ts");
  await Promise.all([untilReady("worker", keeper.current, config), untilReady("web", web, config)]);
  if (mode.dev) watchSources(running, () => keeper.restart());
  await sayWhereAndWho(config, performance.now() - startedAt);

  const webEnded = web.exited.then(
    ({ code, signal }) => `The web server has ended unasked (${signal ?? code}): ${web.lastComplaint()}.`,
  );
  return await Promise.race([webEnded, keeper.failed, ...(services === undefined ? [] : [services.failed])]);
}

async function prepareDatabase(config: Config): Promise<void> {
  if (config.databaseUrl === undefined) throw new StartError("database-url isn't set.");
  const startedAt = performance.now();
  const applied = await migrate(config.databaseUrl);
  const { seedPeople } = await import("./seed-people.ts");
  await seedPeople(config);
  sayReady("Database schema", applied.length === 0 ? "as it was" : "migrated", performance.now() - startedAt);
}

async function sayWhereAndWho({ baseUrl, dataDir, embeddedServices }: Config, tookMs: number): Promise<void> {
  sayReady("Ready", baseUrl, tookMs);
  if (embeddedServices.includes("oidc")) {
    const { people } = await import("#embedded/oidc/people.ts");
    const names = people.map(({ username, isAdministrator }) =>
      isAdministrator ? `${username} (administrator)` : username,
    );
    say(`Sign in as ${names.join(", ")}; each password is the name.`);
  }
  say(`Data and logs: ${dataDir}. Ctrl-C stops everything.`);
}
