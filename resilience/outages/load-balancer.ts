import http from "node:http";

/** Stands before web servers, as the proxy that ends TLS does, and sends each new request to one of them in turn. */
export interface LoadBalancer {
  url: string;
  sendTo(...ports: number[]): void;
  stop(): Promise<void>;
}

export async function startLoadBalancer(): Promise<LoadBalancer> {
  let targets: readonly number[] = [];
  let count = 0;
  const server = http.createServer((incoming, response) => {
    const { method, url, headers } = incoming;
    const outgoing = http.request({
      host: "127.0.0.1",
      port: targets[count++ % targets.length],
      method,
      path: url,
      headers,
      agent: false,
    });
    outgoing.once("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.once("error", () => response.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the load balancer has no port");
  return {
    url: `http://localhost:${address.port}`,
    sendTo(...ports) {
      targets = ports;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
