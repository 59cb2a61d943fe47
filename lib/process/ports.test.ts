import { createServer } from "node:net";
import { expect, test } from "vitest";
import { freePort } from "#embedded/testing/ports.ts";
import { assertPortFree } from "./ports.ts";
import { StartError } from "./start-error.ts";

test.each(["127.0.0.1", "0.0.0.0", "::"])(
  "a port that somebody holds on %s is refused, saying what to do",
  async (host) => {
    const port = await freePort();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, host, resolve));
    const refusal = expect(assertPortFree(port, "PostgreSQL", "set port to another number")).rejects;
    await refusal.toThrow(StartError);
    await expect(assertPortFree(port, "PostgreSQL", "set port to another number")).rejects.toThrow(
      `port ${port} (PostgreSQL) is taken: stop what listens there, or set port to another number`,
    );
    await new Promise((resolve) => server.close(resolve));
  },
);
