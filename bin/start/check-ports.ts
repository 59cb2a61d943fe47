import { type Config, HIGHEST_PORT, portOffsets } from "#lib/config.ts";
import { assertPortFree } from "#lib/process/ports.ts";
import { StartError } from "#lib/process/start-error.ts";

interface Listener {
  name: string;
  port: number;
  /** What to do when the port is taken, besides stopping who has it. */
  remedy: string;
}

/**
 * Looks at every port before anything is built or started. Each service looks again when it starts.
 * @throws StartError naming the first port that is taken, meant for two or too high, and the key to change
 */
export async function checkPorts(config: Config): Promise<void> {
  const listeners = listenersOf(config);
  listeners.forEach(assertItsOwn);
  for (const { port, name, remedy } of listeners) await assertPortFree(port, name, remedy);
}

function assertItsOwn({ name, port, remedy }: Listener, index: number, all: Listener[]): void {
  if (port > HIGHEST_PORT) throw new StartError(`port ${port} (${name}) is too high: ${remedy}`);
  const other = all.slice(0, index).find((earlier) => earlier.port === port);
  if (other !== undefined) throw new StartError(`port ${port} is for ${other.name} and ${name}: ${remedy}`);
}

/** What `start` will listen with, on loopback. */
function listenersOf({ port, metricsPort, ...config }: Config): Listener[] {
  const remedy = "set port to another number (the five after it are used as well)";
  const services = [
    { name: "the OIDC provider", offset: portOffsets.oidc, address: config.oidcIssuerUrl },
    { name: "the FedWiki farm", offset: portOffsets.farm, address: config.fedwikiFarmUrl },
    { name: "Temporal", offset: portOffsets.temporal, address: config.temporalAddress },
    { name: "Temporal's web pages", offset: portOffsets.temporalUi, address: config.temporalAddress },
    { name: "PostgreSQL", offset: portOffsets.postgres, address: config.databaseUrl },
  ];
  const embedded = services
    .filter(({ address }) => address === undefined)
    .map(({ name, offset }) => ({ name, port: port + offset, remedy }));
  const metrics = metricsPort === undefined ? [] : metricsOf(metricsPort);
  return [{ name: "the web server", port, remedy }, ...embedded, ...metrics];
}

function metricsOf(port: number): Listener[] {
  const remedy = "set metrics-port to another number (the one after it is used as well)";
  return [
    { name: "the web server's metrics", port, remedy },
    { name: "the worker's metrics", port: port + 1, remedy },
  ];
}
