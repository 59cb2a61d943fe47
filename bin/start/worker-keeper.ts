import type { GuardedProcess } from "#lib/process/guarded.ts";
import { say } from "./report.ts";

/** So many ends in so short a time are no accident. */
const mostRestarts = 5;
const withinMs = 60_000;

/** Starts the worker again whenever it ends unasked: workflows wait for it, and lose nothing. */
export class WorkerKeeper {
  #spawn: () => GuardedProcess;
  #current: GuardedProcess;
  #stopping = false;
  #endedAt: number[] = [];
  #failure = Promise.withResolvers<string>();

  constructor(spawn: () => GuardedProcess) {
    this.#spawn = spawn;
    this.#current = this.#start();
  }

  get current(): GuardedProcess {
    return this.#current;
  }

  /** Resolves with a line for the operator when it ends again and again. */
  get failed(): Promise<string> {
    return this.#failure.promise;
  }

  /** For new code: the worker ends what it has begun, and the next one is started. */
  async restart(): Promise<void> {
    this.#stopping = true;
    await this.#current.stop();
    this.#stopping = false;
    this.#current = this.#start();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#current.stop();
  }

  #start(): GuardedProcess {
    const child = this.#spawn();
    child.exited.then(({ code, signal }) => {
      if (!this.#stopping && child === this.#current) this.#ended(`${signal ?? code}`);
    });
    return child;
  }

  #ended(how: string): void {
    const now = performance.now();
    this.#endedAt = [...this.#endedAt.filter((time) => now - time < withinMs), now];
    const why = `The worker has ended unasked (${how}): ${this.#current.lastComplaint()}`;
    if (this.#endedAt.length > mostRestarts) {
      this.#failure.resolve(`${why}; it was started ${mostRestarts} times in a minute.`);
      return;
    }
    this.#current = this.#start();
    say(`${why}. It is started again.`);
  }
}
