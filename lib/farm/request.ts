import { z } from "zod";
import type { Config } from "#lib/config.ts";
import { farmAddress } from "./address.ts";
import { errorForSilence } from "./errors.ts";

export interface FarmRequest {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Without: the collection of all sites. */
  domain?: string;
  body?: object;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

export interface FarmResponse {
  status: number;
  /** The body as it comes. Throws FarmUnavailableError when it breaks off. */
  text: AsyncIterable<string>;
}

export interface FarmAnswer {
  status: number;
  /** Undefined when it isn't JSON. */
  body: unknown;
  /** The farm's own word that it has no such site; a 404 from anything else means nothing. */
  siteNotFound: boolean;
}

const notFound = z.object({ error: z.literal("Site not found") });

type FarmConfig = Pick<Config, "fedwikiFarmUrl" | "fedwikiFarmToken">;

/** One request to the FarmManager API. Throws FarmUnavailableError when there is no answer. */
export async function farmRequest(config: FarmConfig, request: FarmRequest): Promise<FarmAnswer> {
  return wholeAnswer(await farmResponse(config, request));
}

/** The same, with a body that is still to be read: its time runs until it is. */
export async function farmResponse(
  config: FarmConfig,
  { method, domain, body, timeoutMs, signal }: FarmRequest,
): Promise<FarmResponse> {
  const collection = new URL("/plugin/farmmanager/sites", farmAddress(config));
  const address = domain === undefined ? collection : `${collection}/${encodeURIComponent(domain)}`;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(address, {
      method,
      // Followed, a redirect would turn a POST into a GET and hand the token to somebody else.
      redirect: "manual",
      headers: {
        authorization: `Bearer ${config.fedwikiFarmToken}`,
        ...(body && { "content-type": "application/json" }),
      },
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: textOf(response, signal) };
  } catch (error) {
    throw reasonFor(error, signal);
  }
}

/** Reads the body to its end. */
export async function wholeAnswer({ status, text }: FarmResponse): Promise<FarmAnswer> {
  let whole = "";
  for await (const chunk of text) whole += chunk;
  const body = parseJson(whole);
  return { status, body, siteNotFound: status === 404 && notFound.safeParse(body).success };
}

async function* textOf({ body }: Response, signal: AbortSignal | undefined): AsyncGenerator<string, void> {
  if (body === null) return;
  const decoder = new TextDecoder();
  try {
    for await (const bytes of body) yield decoder.decode(bytes, { stream: true });
    yield decoder.decode();
  } catch (error) {
    throw reasonFor(error, signal);
  }
}

/** Who gave the request up hears their own reason. */
function reasonFor(error: unknown, signal: AbortSignal | undefined): unknown {
  return signal?.aborted ? error : errorForSilence(error);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
