/** What Prisma's adapter calls a connection that can't be made or broke. */
const connectionKinds: ReadonlySet<string> = new Set([
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  "TooManyConnections",
]);

/** PostgreSQL's own: class 08, too many connections, and a server that stops, crashed or starts up. */
const connectionCode =
  /^(08...|53300|57P0[1-3]|E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH)|ENOTFOUND|EAI_AGAIN)$/;

/** What pg throws without a code. */
const connectionMessage =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout)/;

/** True when the database couldn't be reached, so that the same call may succeed in a moment. */
export function isConnectionError(error: unknown): boolean {
  return layersOf(error).some(
    (layer) =>
      (typeof layer.kind === "string" && connectionKinds.has(layer.kind)) ||
      [layer.code, layer.originalCode].some(
        (code) => typeof code === "string" && connectionCode.test(code),
      ) ||
      (typeof layer.message === "string" && connectionMessage.test(layer.message)),
  );
}

interface Layer {
  kind?: unknown;
  code?: unknown;
  originalCode?: unknown;
  message?: unknown;
}

/** Prisma wraps the adapter's error (`meta.driverAdapterError`), which wraps the driver's (`cause`). */
function layersOf(error: unknown): Layer[] {
  if (typeof error !== "object" || error === null) return [];
  const inner = "cause" in error ? layersOf(error.cause) : [];
  const meta = "meta" in error && typeof error.meta === "object" ? error.meta : null;
  const adapter = meta !== null && "driverAdapterError" in meta ? layersOf(meta.driverAdapterError) : [];
  return [error, ...inner, ...adapter];
}
