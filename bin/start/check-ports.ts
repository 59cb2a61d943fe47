import { type Config, portOffsets } from "#lib/config.ts";
import { assertPortFree } from "#lib/process/ports.ts";

/**
 * Looks at every port before anything is built or started. Each service looks again when it starts.
 * @throws StartError naming the first port that is taken and the key to change
 */
export async function checkPorts(config: Config): Promise<void> {
  const remedy = "set port to another number (the five after it are used as well)";
  const { port } = config;
  await assertPortFree(port, "the web server", remedy);
  const embedded = [
    { name: "the OIDC provider", offset: portOffsets.oidc, address: config.oidcIssuerUrl },
    { name: "the FedWiki farm", offset: portOffsets.farm, address: config.fedwikiFarmUrl },
    { name: "Temporal", offset: portOffsets.temporal, address: config.temporalAddress },
    { name: "Temporal's web pages", offset: portOffsets.temporalUi, address: config.temporalAddress },
    { name: "PostgreSQL", offset: portOffsets.postgres, address: config.databaseUrl },
  ];
  const { metricsPort } = config;
  if (metricsPort !== undefined) {
    const other = "set metrics-port to another number (the one after it is used as well)";
    await assertPortFree(metricsPort, "the web server's metrics", other);
    await assertPortFree(metricsPort + 1, "the worker's metrics", other);
  }
  for (const { name, offset, address } of embedded) {
    if (address === undefined) await assertPortFree(port + offset, name, remedy);
  }
}
