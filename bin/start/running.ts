/** What has been started so far, in order. */
export interface Stoppable {
  stop(): Promise<unknown>;
}

/** Longer than anything takes to stop; what is left then ends with us, by its guard. */
const giveUpMs = 60_000;

export class Running {
  #starting: Promise<Stoppable | undefined>[] = [];
  #stopping = false;

  /** Starts something that `stop` will stop, also when it is only coming up by then. */
  async add<T extends Stoppable>(start: () => Promise<T>): Promise<T> {
    if (this.#stopping) throw new Error("Stopped while starting");
    const started = start();
    this.#starting.push(started.catch(() => undefined));
    return await started;
  }

  /** Stops everything, the latest first. */
  async stop(): Promise<void> {
    this.#stopping = true;
    let timer: NodeJS.Timeout | undefined;
    const givenUp = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, giveUpMs);
    });
    await Promise.race([this.#stopAll(), givenUp]);
    clearTimeout(timer);
  }

  async #stopAll(): Promise<void> {
    for (const starting of this.#starting.toReversed()) await (await starting)?.stop();
  }
}
