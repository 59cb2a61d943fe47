import { z } from "zod";
import type { Config } from "#lib/config.ts";
import type { FarmOwner } from "#lib/contracts/owner.ts";
import { type Logger, logger } from "#lib/log.ts";
import { errorForAnswer, FarmManagerAPIError } from "./errors.ts";
import { listedSites } from "./listing.ts";
import { type FarmAnswer, type FarmRequest, farmResponse, wholeAnswer } from "./request.ts";
import { type FarmSite, farmSite } from "./site.ts";

/**
 * The FarmManager API of the farm's admin site. It doesn't check names: everything handed in must be canonical.
 * Each call throws FarmManagerAPIError (final) or FarmUnavailableError (retryable), or the reason its signal was
 * aborted with. No status code is believed alone: a body that doesn't say what was asked for is no answer.
 */
export interface FarmClient {
  /**
   * Every site on the farm, archived and admin ones too, in portions as they come: a large farm's listing is a good
   * deal of memory. Slow: the farm walks all files of all sites. Only its end says that it was a listing at all.
   * Throws UnknownSiteStatusError as well.
   */
  list(signal?: AbortSignal): AsyncIterable<FarmSite[]>;
  /** `absent` only by the farm's own 404. */
  get(domain: string, options?: { timeoutMs?: number; signal?: AbortSignal }): Promise<FarmSite | "absent">;
  /** Makes a site and returns it with our marker on it. */
  create(domain: string, owner: FarmOwner, signal?: AbortSignal): Promise<FarmSite>;
  /** The farm's DELETE: pages are hidden and nothing is erased. */
  archive(domain: string, signal?: AbortSignal): Promise<"archived" | "absent">;
  /** Also back from the archive. An answer with another status than the wished for is none. */
  setStatus(domain: string, status: LiveStatus, signal?: AbortSignal): Promise<FarmSite | "absent">;
}

/** What a site can be that people see. */
export type LiveStatus = Exclude<FarmSite["status"], "archived">;

type FarmConfig = Pick<Config, "fedwikiFarmUrl" | "fedwikiFarmToken">;

/** Inside the 5 minutes of an attempt, so that the attempt that asked also hears the answer. */
const CHANGE_TIMEOUT_MS = 240_000;
/** A listing takes seconds for 10,000 sites. */
const LIST_TIMEOUT_MS = 240_000;
/** One site's description; while somebody lists the farm it waits as long as the listing. */
const GET_TIMEOUT_MS = 30_000;

const archivedAnswer = z.object({ status: z.literal("ok"), message: z.string() });

export function farmClient(config: FarmConfig, log: Logger = logger("farm")): FarmClient {
  const open = async (request: FarmRequest) => {
    const response = await farmResponse(config, request);
    const { status } = response;
    if (status === 401 || status === 403) {
      const { method, domain } = request;
      log.error({ status, method, domain }, "the farm refused the console's token");
    }
    return response;
  };
  const ask = async (request: FarmRequest) => wholeAnswer(await open(request));
  const setStatus: FarmClient["setStatus"] = async (domain, status, signal) => {
    const request = { method: "PATCH", domain, body: { status }, timeoutMs: CHANGE_TIMEOUT_MS } as const;
    const answer = await ask({ ...request, signal });
    const site = readSite(answer, domain);
    if (site !== "absent" && site.status !== status) throw errorForAnswer(answer.status);
    return site;
  };
  return {
    async *list(signal) {
      const response = await open({ method: "GET", timeoutMs: LIST_TIMEOUT_MS, signal });
      if (response.status !== 200) throw errorForAnswer((await wholeAnswer(response)).status);
      yield* listedSites(response.text);
    },

    async get(domain, { timeoutMs = GET_TIMEOUT_MS, signal } = {}) {
      return readSite(await ask({ method: "GET", domain, timeoutMs, signal }), domain);
    },

    async create(domain, owner, signal) {
      const body = { domain, owner };
      const answer = await ask({ method: "POST", body, timeoutMs: CHANGE_TIMEOUT_MS, signal });
      if (answer.status === 409) throw new FarmManagerAPIError(409, "alreadyExists");
      const site = read(answer, 201, farmSite);
      const { console, operation } = owner.memberConsole;
      const { marker } = site.owner;
      if (site.domain !== domain || marker?.console !== console || marker.operation !== operation) {
        throw errorForAnswer(answer.status);
      }
      return site;
    },

    async archive(domain, signal) {
      const answer = await ask({ method: "DELETE", domain, timeoutMs: CHANGE_TIMEOUT_MS, signal });
      if (answer.siteNotFound) return "absent";
      const { message } = read(answer, 200, archivedAnswer);
      if (!message.includes(domain)) throw errorForAnswer(answer.status);
      return "archived";
    },

    setStatus,
  };
}

function read<T>(answer: FarmAnswer, wished: number, schema: z.ZodType<T>): T {
  const parsed = answer.status === wished ? schema.safeParse(answer.body) : undefined;
  if (!parsed?.success) throw errorForAnswer(answer.status);
  return parsed.data;
}

function readSite(answer: FarmAnswer, domain: string): FarmSite | "absent" {
  if (answer.siteNotFound) return "absent";
  const site = read(answer, 200, farmSite);
  if (site.domain !== domain) throw errorForAnswer(answer.status);
  return site;
}
