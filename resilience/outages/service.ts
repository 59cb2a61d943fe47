import type { Exit } from "#lib/process/guarded.ts";

/** What every embedded service's start gives. */
export interface Started {
  pid: number;
  exited: Promise<Exit>;
  stop(): Promise<Exit>;
}

/** A service that goes away and comes back, at the same address with the same data. */
export interface Service<T extends Started = Started> {
  /** As it was started first. */
  first: T;
  /** Ended in order. */
  stop(): Promise<void>;
  /** SIGKILL: nothing is ended, flushed or said. */
  kill(): Promise<void>;
  /** It accepts connections and answers nothing until `thaw`. */
  freeze(): void;
  thaw(): void;
  bringBack(): Promise<void>;
}

export async function startService<T extends Started>(start: () => Promise<T>): Promise<Service<T>> {
  const first = await start();
  let current = first;
  return {
    first,
    async stop() {
      await current.stop();
    },
    async kill() {
      process.kill(current.pid, "SIGKILL");
      await current.exited;
    },
    freeze: () => void process.kill(current.pid, "SIGSTOP"),
    thaw: () => void process.kill(current.pid, "SIGCONT"),
    async bringBack() {
      current = await start();
    },
  };
}
