/** Which names may stand in a source, and what was probably meant by one that may not. */
import { ConfigError } from "./config-error.ts";
import { configKeys } from "./keys.ts";

/** Every name of a key, with `NAME-file` for each secret. */
export const knownNames: readonly string[] = [
  "config",
  ...configKeys.flatMap(({ name, secret }) => (secret ? [name, `${name}-file`] : [name])),
];

/**
 * The key's name for one that is `spelled` in a source's own way.
 * @throws ConfigError that names it, its source, and the known name most like it.
 */
export function requireKnown(given: string, from: string, spelled: (name: string) => string): string {
  const found =
    knownNames.find((name) => spelled(name) === given) ?? knownNames.find((name) => name === given);
  if (found !== undefined) return found;
  const spellings = knownNames.map(spelled);
  const [closest] = spellings.toSorted((a, b) => distance(given, a) - distance(given, b));
  const hint =
    closest !== undefined && distance(given, closest) <= given.length / 3
      ? `did you mean ${closest}?`
      : "member-console config lists every key.";
  throw new ConfigError(`${given} (${from}) is no key of the configuration; ${hint}`);
}

/** Levenshtein's. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const row = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const kept = (previous[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      row.push(Math.min(kept, (previous[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
