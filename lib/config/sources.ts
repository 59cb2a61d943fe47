/** Where values come from, each still as it was given. Later sources are weaker: flags, environment, file. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import { ConfigError } from "./config-error.ts";
import { environmentName } from "./keys.ts";
import { requireKnown } from "./known-names.ts";

export interface Given {
  /** The key's name, with `-file` at its end where the value is to be read from a file. */
  name: string;
  value: unknown;
  /** For people: `flag --port`, `environment MC_PORT`, `file mc-config.yaml`. */
  from: string;
}

export interface Input {
  /** By the key's name, without dashes before it; `true` for a flag without a value. */
  flags?: Readonly<Record<string, string | true>>;
  env: Readonly<Record<string, string | undefined>>;
  /** Where relative paths begin. */
  cwd: string;
}

/** Read from the working directory when `config` names no other; it need not be there. */
export const usualFile = "mc-config.yaml";

/** All that was given, the strongest source first. */
export function gather({ flags = {}, env, cwd }: Input): { given: Given[]; file: Given | undefined } {
  const fromFlags = Object.entries(flags).map(([name, value]) => ({ name, value, from: `flag --${name}` }));
  for (const { name, from } of fromFlags) requireKnown(name, from, (known) => `--${known}`);
  const fromEnvironment = Object.entries(env)
    .filter(([variable, value]) => variable.startsWith("MC_") && value !== undefined)
    .map(([variable, value]) => {
      const from = `environment ${variable}`;
      return { name: requireKnown(variable, from, environmentName), value, from };
    });
  const direct = [...fromFlags, ...fromEnvironment];
  const file = direct.find(({ name }) => name === "config");
  const given = direct.filter(({ name }) => name !== "config");
  return { given: [...given, ...readFile(file, cwd)], file };
}

function readFile(file: Given | undefined, cwd: string): Given[] {
  const path = String(file?.value ?? usualFile);
  const from = `file ${path}`;
  const content = parseFile(resolve(cwd, path), file);
  if (content === null) return [];
  if (typeof content !== "object" || Array.isArray(content)) {
    throw new ConfigError(`${from} must hold lines such as "port: 3000".`);
  }
  return Object.entries(content).map(([name, value]) => {
    if (name === "config")
      throw new ConfigError(`config can't be set in ${from}; use --config or MC_CONFIG.`);
    return { name: requireKnown(name, from, (known) => known), value, from };
  });
}

/** Null for an empty file, and where the usual file isn't there. */
function parseFile(path: string, file: Given | undefined): unknown {
  try {
    return parse(readFileSync(path, "utf8"));
  } catch (error) {
    const { code, message } =
      error instanceof Error
        ? { code: undefined, ...error, message: error.message }
        : { code: undefined, message: String(error) };
    if (code === "ENOENT" && file === undefined) return null;
    const reason = message.split("\n")[0];
    throw new ConfigError(
      `${file === undefined ? usualFile : `config (${file.from})`} can't be read: ${reason}`,
    );
  }
}
