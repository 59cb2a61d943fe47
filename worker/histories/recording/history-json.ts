import proto, { type temporal } from "@temporalio/proto";

/** A workflow's history, as the server keeps it. */
type History = temporal.api.history.v1.IHistory;
const { History } = proto.temporal.api.history.v1;

/**
 * A history as one line of JSON. Without what a replay doesn't read: stack traces have the paths of the machine,
 * identities and the queues named after them its name. (The SDK's own historyToJSON needs one copy of protobufjs in the whole installation.)
 */
export function historyToText(history: History): string {
  const plain = History.toObject(History.fromObject(history), {
    longs: String,
    enums: String,
    bytes: String,
  });
  const text = JSON.stringify(plain, (key, value: unknown) => {
    if (key === "stackTrace") return undefined;
    if (key === "identity") return "worker";
    return typeof value === "string" ? value.replace(/^\d+@\S+-(?=[0-9a-f]{32}$)/, "worker-") : value;
  });
  return `${text}\n`;
}

export function historyFromText(text: string): History {
  const plain: unknown = JSON.parse(text);
  if (typeof plain !== "object" || plain === null) throw new TypeError("not a history");
  return History.fromObject(plain);
}
