import type { Exit } from "#lib/process/guarded.ts";
import { StartError } from "#lib/process/start-error.ts";

export type Service = {
  /** Resolves when it has ended, asked or not. */
  exited: Promise<Exit>;
  stop(): Promise<Exit>;
};

export type Reporter = {
  /** A service is ready: its name, where it is reached, and how long it took in milliseconds. */
  ready(name: string, address: string, tookMs: number): void;
  /** Something takes long: a line for the operator. */
  tell(line: string): void;
};

/** The services that have been started together, to be stopped together. */
export class RunningServices {
  #reporter: Reporter;
  #services: Service[] = [];
  #stopping = false;
  #failure = Promise.withResolvers<string>();

  constructor(reporter: Reporter) {
    this.#reporter = reporter;
  }

  /** Resolves with a line for the operator when a service has ended without being told to. */
  get failed(): Promise<string> {
    return this.#failure.promise;
  }

  async start<S extends Service>(name: string, port: number, start: () => Promise<S>): Promise<S> {
    const startedAt = performance.now();
    const service = await start();
    if (this.#stopping) {
      // Another one has failed meanwhile.
      await service.stop();
      throw new StartError(`${name} was stopped while it started`);
    }
    this.#services.push(service);
    service.exited.then(({ code, signal }) => {
      if (!this.#stopping) this.#failure.resolve(`${name} has ended unasked (${signal ?? code})`);
    });
    this.#reporter.ready(name, `localhost:${port}`, performance.now() - startedAt);
    return service;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#services.map((service) => service.stop()));
  }
}
