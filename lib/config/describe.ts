/** A configuration in words: for `member-console config`, for the README's table, for child processes. */
import { formatDuration } from "./durations.ts";
import { type ConfigKey, configKeys } from "./keys.ts";
import type { Config } from "./load.ts";
import { settings } from "./settings.ts";
import { usualFile } from "./sources.ts";

export interface DescribedKey {
  name: string;
  /** As it would be written; secrets are masked. */
  value: string;
  /** `flag --port`, `environment MC_PORT`, `file mc-config.yaml`, `default`. */
  from: string;
}

export function describeConfig(config: Config): DescribedKey[] {
  const { configFile } = config;
  const file = {
    name: "config",
    value: configFile ?? usualFile,
    from: configFile === undefined ? "default" : "flag or environment",
  };
  const others = publicKeys.map((key) => ({
    name: key.name,
    value: describeValue(key, config),
    from: config.origins[key.setting] ?? "default",
  }));
  return [file, ...others];
}

/** What people set; without what `start` sets for its children. */
export const publicKeys: readonly ConfigKey[] = configKeys.filter(({ internal }) => internal !== true);

/** The default as one would write it, or in words where it depends on other keys. */
export function describeDefault(key: ConfigKey): string {
  return key.defaultIs ?? asText(key, settings.shape[key.setting].parse(undefined)) ?? "none";
}

/** Every value in force as `MC_…` variables: what a child process needs to have the same configuration. */
export function configToEnvironment(config: Config): Record<string, string> {
  const variables = configKeys.flatMap((key) => {
    const value = asText(key, config[key.setting]);
    return value === undefined || value === "" ? [] : [[key.environment, value]];
  });
  return {
    ...Object.fromEntries(variables),
    ...(config.configFile !== undefined && { MC_CONFIG: config.configFile }),
  };
}

function describeValue(key: ConfigKey, config: Config): string {
  const value = asText(key, config[key.setting]);
  if (value === undefined || value === "") return `(${key.defaultIs ?? "none"})`;
  return key.secret ? "********" : value;
}

function asText({ setting }: ConfigKey, value: Config[keyof Config]): string | undefined {
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return value.join(",");
  return setting.endsWith("Ms") ? formatDuration(Number(value)) : String(value);
}

/** The secrets in force, to be kept out of logs. */
export function secretValues(config: Config): string[] {
  return configKeys.flatMap((key) => {
    const value = key.secret === true ? asText(key, config[key.setting]) : undefined;
    return value === undefined ? [] : [value];
  });
}
