import pino, { type Logger } from "pino";
import { getConfig, secretValues } from "./config.ts";

export type { Logger };

declare global {
  // On globalThis, since Next bundles modules more than once.
  var memberConsoleLog: Logger | undefined;
}

/** A logger with `name` on each line; JSON lines on standard output, from `log-level` up. */
export function logger(name: string): Logger {
  globalThis.memberConsoleLog ??= createLog();
  return globalThis.memberConsoleLog.child({ name });
}

/**
 * A secret can stand anywhere, in an error's message or in an address, so it is looked for in the finished line.
 * Names that hold a secret which isn't the configuration's (a person's token) are redacted by path.
 */
function createLog(): Logger {
  const config = getConfig();
  const secrets = secretValues(config).map((value) => JSON.stringify(value).slice(1, -1));
  return pino({
    level: config.logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ["authorization", "cookie", "token", "password", "secret"].flatMap((name) => [
      name,
      `*.${name}`,
      `*.*.${name}`,
    ]),
    hooks: {
      streamWrite: (line) => secrets.reduce((rest, secret) => rest.replaceAll(secret, "********"), line),
    },
  });
}
