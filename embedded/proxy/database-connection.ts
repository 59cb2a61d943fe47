import { connect, type Socket } from "node:net";
import type { OnMessage } from "./message.ts";
import { MessageReader } from "./postgres-messages.ts";

/** Carries one client's connection, message by message. Resolves when it has ended; never rejects. */
export async function relay(
  client: Socket,
  address: { host: string; port: number },
  admit: OnMessage,
): Promise<void> {
  const server = connect(address);
  /** Requests that wait for their answers; undefined until the handshake has ended, which isn't asked about. */
  let waiting: string[] | undefined;

  async function requests(): Promise<void> {
    const reader = new MessageReader("requests");
    for await (const chunk of bytes(client)) {
      if (waiting === undefined) {
        server.write(chunk);
        continue;
      }
      for (const part of reader.read(chunk)) {
        const text = part.bytes.toString("utf8");
        if (part.isMessage) {
          if ((await admit({ to: "database", direction: "request", text })) === "cut") throw new Error("cut");
          waiting.push(text);
        }
        server.write(part.bytes);
      }
    }
    server.end();
  }

  async function answers(): Promise<void> {
    const reader = new MessageReader("answers");
    for await (const chunk of bytes(server)) {
      for (const part of reader.read(chunk)) {
        const text = waiting?.shift();
        if (text !== undefined && (await admit({ to: "database", direction: "answer", text })) === "cut") {
          throw new Error("cut");
        }
        waiting ??= [];
        client.write(part.bytes);
      }
      // The handshake is a dialogue: the client answers before the server is ready.
      if (waiting === undefined) client.write(reader.takeFrames());
    }
    client.end(reader.remainder());
  }

  // Without a listener, an error of what we write to would end the process.
  for (const socket of [client, server]) socket.on("error", () => undefined);
  await Promise.all(
    [requests(), answers()].map((direction) =>
      direction.catch(() => {
        client.resetAndDestroy();
        server.resetAndDestroy();
      }),
    ),
  );
}

async function* bytes(socket: Socket): AsyncGenerator<Buffer> {
  for await (const chunk of socket) {
    if (Buffer.isBuffer(chunk)) yield chunk;
  }
}
