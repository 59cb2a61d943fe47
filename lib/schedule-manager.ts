import { type Client, type ScheduleDescription, ScheduleNotFoundError } from "@temporalio/client";
import type { Logger } from "pino";
import { syncScheduleId } from "#lib/contracts/workflows.ts";
import { COMMAND_TIMEOUT_MS, inTurn, untilItStands } from "./schedule/command.ts";
import { currentRunId } from "./schedule/current-run.ts";
import { isAsDefined, type ScheduleConfig } from "./schedule/definition.ts";
import { type SyncScheduleInfo, scheduleInfo } from "./schedule/info.ts";
import { isAccepted, openSync, type SyncRequest } from "./schedule/sync-queue.ts";
import { createSchedule, updateSchedule } from "./schedule/write.ts";

/**
 * Steers the sync's schedule ("ScheduleManager" of the seed). Every command reads the schedule back until its effect
 * stands, and commands of one process go one after the other. They throw SyncScheduleMissingError when there is no
 * schedule, ScheduleCommandError when the effect never shows, and what Temporal says when it can't be asked.
 */
export class ScheduleManager {
  readonly #client: Client;
  readonly #logger: Pick<Logger, "info">;
  readonly #waitMs: number;

  /** @param waitMs how long a command or a question may take, from when it is asked for */
  constructor(client: Client, logger: Pick<Logger, "info">, waitMs = 2 * COMMAND_TIMEOUT_MS) {
    this.#client = client;
    this.#logger = logger;
    this.#waitMs = waitMs;
  }

  /** Creates the schedule, or brings the one that is there in line and keeps what an operator did: pause and note. */
  ensureSyncSchedule(config: ScheduleConfig): Promise<void> {
    return this.#command("declared", async () => {
      await untilItStands({
        name: "declared",
        send: async () => {
          const current = await this.#describe();
          if (current === undefined) await createSchedule(this.#client, config);
          else await updateSchedule(this.#client, config, current);
        },
        stands: async () => {
          const current = await this.#describe();
          return current !== undefined && isAsDefined(current, config);
        },
      });
      // What starts by itself respects an operator's pause; who presses a button knows of it.
      const { state } = await this.#describeExisting();
      if (config.triggerImmediately && !state.paused) await this.#trigger({ trigger: "start" });
    });
  }

  pauseSyncSchedule(note: string): Promise<void> {
    return this.#command("paused", () => this.#setPaused(true, note));
  }

  unpauseSyncSchedule(note: string): Promise<void> {
    return this.#command("resumed", () => this.#setPaused(false, note));
  }

  /**
   * Asks for one sync now, also while paused, and never for two at once: a request during a run follows that run.
   * Returns the id of the operation that stands for it. Throws NothingToApplyError.
   */
  triggerSyncNow(request: SyncRequest = { trigger: "command" }): Promise<string> {
    return this.#command("triggered", () => this.#trigger(request));
  }

  /** Undefined when there is no schedule. */
  getSyncScheduleInfo(): Promise<SyncScheduleInfo | undefined> {
    return this.#withDeadline(async () => {
      const current = await this.#describe();
      return current && scheduleInfo(current);
    });
  }

  /** What is gone already is deleted. */
  deleteSyncSchedule(): Promise<void> {
    return this.#command("deleted", () =>
      untilItStands({
        name: "deleted",
        send: () => this.#schedule().delete().catch(ignoreMissing),
        stands: async () => (await this.#describe()) === undefined,
      }),
    );
  }

  async #setPaused(paused: boolean, note: string): Promise<void> {
    // Temporal takes an empty note for no command at all.
    const text = note === "" ? (paused ? "Paused" : "Resumed") : note;
    await untilItStands({
      name: paused ? "paused" : "resumed",
      send: () => (paused ? this.#schedule().pause(text) : this.#schedule().unpause(text)),
      stands: async () => {
        const { state } = await this.#describeExisting();
        return state.paused === paused && state.note === text;
      },
    });
  }

  async #trigger(request: SyncRequest): Promise<string> {
    await this.#describeExisting();
    const operationId = await openSync(request);
    await untilItStands({
      name: "triggered",
      send: () => this.#schedule().trigger("SKIP"),
      stands: async () =>
        isAccepted(operationId, await currentRunId(this.#client, await this.#describeExisting())),
    });
    return operationId;
  }

  async #command<T>(name: string, run: () => Promise<T>): Promise<T> {
    const result = await this.#withDeadline(() => inTurn(run));
    this.#logger.info({ schedule: syncScheduleId }, `Sync schedule ${name}`);
    return result;
  }

  #withDeadline<T>(run: () => Promise<T>): Promise<T> {
    return this.#client.connection.withDeadline(Date.now() + this.#waitMs, run);
  }

  async #describeExisting(): Promise<ScheduleDescription> {
    const current = await this.#describe();
    if (current === undefined) throw new SyncScheduleMissingError();
    return current;
  }

  async #describe(): Promise<ScheduleDescription | undefined> {
    try {
      return await this.#schedule().describe();
    } catch (error) {
      if (error instanceof ScheduleNotFoundError) return undefined;
      throw error;
    }
  }

  #schedule() {
    return this.#client.schedule.getHandle(syncScheduleId);
  }
}

/** There is nothing to pause, resume or trigger: no worker has declared the schedule. */
export class SyncScheduleMissingError extends Error {
  override name = "SyncScheduleMissingError";
  override message = "The sync isn't set up: set fedwiki-sync-enabled and start a worker.";
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof ScheduleNotFoundError)) throw error;
}
