/** What passes a proxy: a whole request, or the whole answer to one. */
export interface ProxyMessage {
  to: "farm" | "database";
  direction: "request" | "answer";
  /** The request that it is, or that it answers: its line, host and body, or its SQL with the parameters. */
  text: string;
}

/** Asked about each message before it is passed on, which waits for the answer; `cut` breaks the connection instead. */
export type OnMessage = (message: ProxyMessage) => "pass" | "cut" | Promise<"pass" | "cut">;
