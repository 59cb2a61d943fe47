/** A key's name in its three places, made from its setting's. */
import { type KeyInfo, keyInfo, type SettingName, settings } from "./settings.ts";

export interface ConfigKey extends KeyInfo {
  setting: SettingName;
  /** `fedwiki-sync-interval`; as a flag with two dashes before it. */
  name: string;
  /** `MC_FEDWIKI_SYNC_INTERVAL`. */
  environment: string;
  /** As a flag it needs no value. */
  isSwitch: boolean;
}

/** In the order of settings.ts. */
export const configKeys: readonly ConfigKey[] = settings.keyof().options.map((setting) => {
  const schema = settings.shape[setting];
  const info = keyInfo.get(schema);
  if (info === undefined) throw new Error(`${setting} has no description`);
  const name = keyName(setting);
  const isSwitch = schema.safeParse(true).data === true;
  return { ...info, setting, name, environment: environmentName(name), isSwitch };
});

export function environmentName(name: string): string {
  return `MC_${name.toUpperCase().replaceAll("-", "_")}`;
}

/** `fedwikiSyncIntervalMs` is `fedwiki-sync-interval`. */
function keyName(setting: string): string {
  return setting.replace(/Ms$/, "").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
