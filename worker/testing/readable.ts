/** A history as text: its payloads are bytes. */
export function readable(history: object): string {
  return JSON.stringify(history, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : value,
  );
}
