import { expect, test } from "vitest";
import { freePort } from "#embedded/testing/ports.ts";
import { loadConfig } from "#lib/config.ts";
import { checkPorts } from "./check-ports.ts";

function check(keys: Record<string, number | string>): Promise<void> {
  const env = Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, String(value)]));
  return checkPorts(loadConfig({ env, cwd: "/" }));
}

test("a metrics-port that is another listener's is refused before anything starts, naming both and what to do", async () => {
  const port = await freePort();
  await expect(check({ MC_PORT: port, MC_METRICS_PORT: port })).rejects.toThrow(
    `port ${port} is for the web server and the web server's metrics: set metrics-port to another number (the one after it is used as well)`,
  );
  await expect(check({ MC_PORT: port, MC_METRICS_PORT: port + 5 })).rejects.toThrow(
    `port ${port + 5} is for PostgreSQL and the web server's metrics`,
  );
  await expect(check({ MC_PORT: port, MC_METRICS_PORT: port - 1 })).rejects.toThrow(
    `port ${port} is for the web server and the worker's metrics`,
  );
});

test("a service that runs elsewhere leaves its port to the metrics", async () => {
  const port = await freePort();
  const services = {
    MC_DATABASE_URL: "postgresql://127.0.0.1/console",
    MC_TEMPORAL_ADDRESS: "127.0.0.1:7233",
    MC_OIDC_ISSUER_URL: "https://login.example.org",
    MC_FEDWIKI_FARM_URL: "http://farm.localhost",
    MC_FEDWIKI_FARM_TOKEN: "a token",
    MC_FEDWIKI_SITE_DOMAINS: "farm.localhost",
  };
  const answer = check({ ...services, MC_PORT: port, MC_METRICS_PORT: port + 1 });
  // Another program may have taken one of them by now.
  await answer.catch((error: unknown) => expect(String(error)).toContain("is taken"));
});

test("ports beyond the last one are refused", async () => {
  const port = await freePort();
  await expect(check({ MC_PORT: 65_532 })).rejects.toThrow("(Temporal's web pages) is too high: set port");
  await expect(check({ MC_PORT: port, MC_METRICS_PORT: 65_535 })).rejects.toThrow(
    "too high: set metrics-port",
  );
});
