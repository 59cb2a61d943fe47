/** From what was given to a configuration: flags beat environment beat file beat default. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { ConfigError } from "./config-error.ts";
import { type DerivedSettings, derive, requireTogether } from "./derive.ts";
import { type ConfigKey, configKeys } from "./keys.ts";
import { type Settings, settings } from "./settings.ts";
import { type Given, gather, type Input } from "./sources.ts";

export interface Config extends DerivedSettings {
  /** The file's path, when another than the usual one was named. */
  configFile?: string;
  /** By setting: where a value came from, in words; a setting without an entry has its default. */
  origins: Readonly<Record<string, string>>;
}

/** @throws ConfigError with one line that names the key, where it came from, and what would be right. */
export function loadConfig(input: Input): Config {
  const { given, file } = gather(input);
  const values: Record<string, unknown> = {};
  const origins: Record<string, string> = {};
  const chosen = configKeys.flatMap((key) => {
    const entry = strongest(key, given);
    return entry === undefined ? [] : [{ key, entry: resolveFile(key, entry, input.cwd) }];
  });
  for (const { key, entry } of chosen) {
    values[key.setting] = entry.value;
    origins[key.setting] = entry.from;
  }
  const derived = derive(parse(values, origins), input.cwd);
  requireTogether(derived);
  return {
    ...derived,
    ...(file !== undefined && { configFile: resolve(input.cwd, String(file.value)) }),
    origins,
  };
}

/** The first source that knows the key; a secret and its file in one source contradict each other. */
function strongest({ name }: ConfigKey, given: Given[]): Given | undefined {
  const entries = given.filter((entry) => entry.name === name || entry.name === `${name}-file`);
  const [first, second] = entries;
  if (first !== undefined && second !== undefined && sourceOf(first) === sourceOf(second)) {
    throw new ConfigError(`${name} and ${name}-file (${first.from}) are both set; keep one of them.`);
  }
  return first;
}

function sourceOf({ from }: Given): string | undefined {
  return from.split(" ")[0];
}

/** A secret's file is read without the line's end that editors leave. */
function resolveFile({ name }: ConfigKey, entry: Given, cwd: string): Given {
  if (entry.name === name) return entry;
  const path = String(entry.value);
  try {
    return {
      ...entry,
      value: readFileSync(resolve(cwd, path), "utf8").trim(),
      from: `${entry.from} (${path})`,
    };
  } catch {
    throw new ConfigError(`${entry.name} (${entry.from}) is ${path}, which can't be read.`);
  }
}

function parse(values: Record<string, unknown>, origins: Record<string, string>): Settings {
  const result = settings.safeParse(values);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const key = configKeys.find(({ setting }) => setting === issue?.path[0]);
  if (issue === undefined || key === undefined) throw result.error;
  const shown = key.secret ? "set" : JSON.stringify(values[key.setting]);
  throw new ConfigError(`${key.name} (${origins[key.setting]}) is ${shown}; it must be ${issue.message}.`);
}
