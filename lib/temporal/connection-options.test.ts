import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { scratchFolder } from "#embedded/testing/scratch-folder.ts";
import { loadConfig } from "#lib/config.ts";
import { temporalConnectionOptions } from "./connection-options.ts";

const options = (env: Record<string, string>) => temporalConnectionOptions(loadConfig({ cwd: "/", env }));

test("a plain address is all it takes", () => {
  const env = { MC_TEMPORAL_ADDRESS: "temporal.example.org:7233" };
  expect(options(env)).toEqual({ address: "temporal.example.org:7233" });
});

test("TLS with the co-op's own authority, a client certificate and a server name; an API key beside it", () => {
  const folder = scratchFolder();
  onTestFinished(() => folder.remove());
  const file = (name: string) => {
    const path = join(folder.path, name);
    writeFileSync(path, name);
    return path;
  };
  const env = {
    MC_TEMPORAL_ADDRESS: "temporal.example.org:7233",
    MC_TEMPORAL_TLS: "true",
    MC_TEMPORAL_TLS_CA_FILE: file("ca"),
    MC_TEMPORAL_TLS_CERT_FILE: file("cert"),
    MC_TEMPORAL_TLS_KEY_FILE: file("key"),
    MC_TEMPORAL_TLS_SERVER_NAME: "inside.example.org",
    MC_TEMPORAL_API_KEY: "key",
  };
  expect(options(env)).toEqual({
    address: "temporal.example.org:7233",
    apiKey: "key",
    tls: {
      serverNameOverride: "inside.example.org",
      serverRootCACertificate: Buffer.from("ca"),
      clientCertPair: { crt: Buffer.from("cert"), key: Buffer.from("key") },
    },
  });
});
