/** A configuration that can't be used. The message is one line for the operator: the key, where it came from, what would be right. */
export class ConfigError extends Error {
  override name = "ConfigError";
}
