/** A message of PostgreSQL's protocol (version 3): a letter, the length of what follows as int32, and that. */
interface Frame {
  type: string;
  bytes: Buffer;
}

/** The requests of a client end with one of these: Query, or the Sync after Parse, Bind and Execute. */
const REQUEST_ENDS: ReadonlySet<string> = new Set(["Q", "S"]);
/** ReadyForQuery: the answer is complete, and so is the handshake. */
const ANSWER_ENDS: ReadonlySet<string> = new Set(["Z"]);
const TERMINATE = "X";

const LENGTH_AT = 1;
const HEADER_LENGTH = 5;

/** What arrived: a whole message, or bytes that are none and are passed on as they are. */
export interface Part {
  isMessage: boolean;
  bytes: Buffer;
}

/** Cuts the bytes of one direction of a connection into messages, however they arrive. */
export class MessageReader {
  readonly #ends: ReadonlySet<string>;
  #rest: Buffer = Buffer.alloc(0);
  #frames: Buffer[] = [];

  constructor(of: "requests" | "answers") {
    this.#ends = of === "requests" ? REQUEST_ENDS : ANSWER_ENDS;
  }

  read(chunk: Buffer): Part[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const parts: Part[] = [];
    for (let frame = this.#take(); frame !== undefined; frame = this.#take()) {
      this.#frames.push(frame.bytes);
      const isMessage = this.#ends.has(frame.type);
      if (isMessage || frame.type === TERMINATE) parts.push({ isMessage, bytes: this.takeFrames() });
    }
    return parts;
  }

  /** Takes what makes no whole message yet, for who can't wait for the rest. */
  takeFrames(): Buffer {
    const bytes = Buffer.concat(this.#frames);
    this.#frames = [];
    return bytes;
  }

  /** The last words of a connection. */
  remainder(): Buffer {
    return Buffer.concat([this.takeFrames(), this.#rest]);
  }

  #take(): Frame | undefined {
    if (this.#rest.length < HEADER_LENGTH) return undefined;
    const length = LENGTH_AT + this.#rest.readInt32BE(LENGTH_AT);
    if (this.#rest.length < length) return undefined;
    const bytes = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return { type: bytes.toString("latin1", 0, LENGTH_AT), bytes };
  }
}
