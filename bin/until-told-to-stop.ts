/** Resolves at the first SIGINT or SIGTERM. A second one ends the process as it always would. */
export function untilToldToStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const signals = ["SIGINT", "SIGTERM"] as const;
    const told = (signal: NodeJS.Signals) => {
      for (const each of signals) process.off(each, told);
      resolve(signal);
    };
    for (const each of signals) process.on(each, told);
  });
}
