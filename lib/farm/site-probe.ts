import http from "node:http";
import https from "node:https";
import { setTimeout as delay } from "node:timers/promises";
import { isLoopbackName, loopbackLookup } from "./loopback-lookup.ts";

/** What the running site shows: our owner, another one or none, or nothing in time. */
export type ShownOwner = "ours" | "notOurs" | "silent";

const PATIENCE_MS = 3_000;
/** A farm's file watcher admits a new folder within some tens of milliseconds. */
const PAUSE_MS = 20;
/** A wiki's page is some kilobytes; what is longer isn't one. */
const MAXIMUM_LENGTH = 200_000;

/**
 * Asks the site itself, as its first visitor, which owner it runs with: the API can't tell, and a site that runs
 * without one is open to everybody. `siteUrl` is how a browser reaches the wiki; without a name, whoever it shows is its
 * owner. Never throws.
 */
export async function shownOwner(siteUrl: string, ownerName: string | undefined): Promise<ShownOwner> {
  const deadline = AbortSignal.timeout(PATIENCE_MS);
  const page = new URL("/view/welcome-visitors", siteUrl);
  while (!deadline.aborted) {
    const html = await visit(page, deadline).catch(() => undefined);
    const claim = html === undefined ? undefined : readClaim(html);
    if (claim !== undefined) return isTheirs(claim, ownerName) ? "ours" : "notOurs";
    await delay(PAUSE_MS, undefined, { signal: deadline }).catch(() => undefined);
  }
  return "silent";
}

/** What every page of a wiki says in its script (wiki-client's static.html). */
interface Claim {
  /** As HTML; empty: nobody. */
  owner: string;
  /** It takes a visitor for its owner. */
  open: boolean;
}

function isTheirs({ owner, open }: Claim, name: string | undefined): boolean {
  return !open && (name === undefined ? owner !== "" : owner === escapeHtml(name));
}

/** Undefined when it is no wiki's page. */
function readClaim(html: string): Claim | undefined {
  const owner = /var ownerName = '([^']*)'/.exec(html)?.[1];
  const visitorIsOwner = /var isOwner = \('(\w*)'/.exec(html)?.[1];
  return owner === undefined || visitorIsOwner === undefined
    ? undefined
    : { owner, open: visitorIsOwner === "true" };
}

/** By node:http, since fetch neither sends a Host header of ours nor finds `*.localhost`. */
function visit(page: URL, signal: AbortSignal): Promise<string | undefined> {
  const { get } = page.protocol === "https:" ? https : http;
  const lookup = isLoopbackName(page.hostname) ? { lookup: loopbackLookup } : {};
  return new Promise((resolve, reject) => {
    const request = get(page, { signal, ...lookup }, (response) => {
      let html = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        html += chunk;
        if (html.length > MAXIMUM_LENGTH) request.destroy(new Error("no wiki's page"));
      });
      response.on("end", () => resolve(response.statusCode === 200 ? html : undefined));
      response.on("error", reject);
    });
    request.on("error", reject);
  });
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
  "`": "&#x60;",
  "=": "&#x3D;",
};

/** As Handlebars writes a text. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`=]/g, (character) => entities[character] ?? character);
}
