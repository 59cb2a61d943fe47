import { createServer, type Server } from "node:net";
import { StartError } from "./start-error.ts";

/**
 * Throws a StartError when somebody listens on that port already.
 * @param what whose port it would be, e.g. "PostgreSQL"
 * @param remedy what to do instead of stopping the other program, e.g. "set port to another number"
 */
export async function assertPortFree(port: number, what: string, remedy: string): Promise<void> {
  try {
    await close(await listen(port));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE") {
      throw new StartError(`port ${port} (${what}) is taken: stop what listens there, or ${remedy}`);
    }
    if (code === "EACCES") {
      throw new StartError(`port ${port} (${what}) isn't allowed to this user: ${remedy}`);
    }
    throw error;
  }
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
