/**
 * Every key there is, with its kind, its default and what it is for. A setting's name here is the key's in camel case
 * (`fedwikiSyncInterval…`), durations end in `Ms`. A key without a default here is optional or takes one from other
 * keys (derive.ts).
 */
import { z } from "zod";
import {
  boolean,
  domains,
  duration,
  integer,
  list,
  matching,
  oneOf,
  origin,
  siteAddress,
  text,
  url,
} from "./kinds.ts";

export interface KeyInfo {
  description: string;
  /** Never printed, and can come from a file: `NAME-file`. */
  secret?: true;
  /** The default in words, where it depends on other keys. */
  defaultIs?: string;
  /** Set by `start` for its children; nobody else needs it. */
  internal?: true;
}

export const keyInfo = z.registry<KeyInfo>();

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export const services = ["postgres", "temporal", "oidc", "farm"] as const;
export type Service = (typeof services)[number];

const port = integer(1, 65_535);
const path = text;
const httpUrl = url(["http:", "https:"], "an http or https address such as https://login.example.org");
const address = matching(/^(\[[^\]]+\]|[^\s:/]+):\d{1,5}$/, "HOST:PORT, such as temporal.example.org:7233");

export const settings = z.object({
  dataDir: path.default(".member-console").register(keyInfo, {
    description: "Folder for the data of embedded services and what the console generates for itself",
  }),
  baseUrl: origin.optional().register(keyInfo, {
    description: "The console's own address, as browsers reach it",
    defaultIs: "http://localhost:PORT",
  }),
  port: port.default(3000).register(keyInfo, {
    description: "Port of the web server; embedded services take the five after it",
  }),
  supportUrl: url(["http:", "https:", "mailto:"], "an http, https or mailto address")
    .optional()
    .register(keyInfo, {
      description: "Where members find help; stands in messages that send people to support",
      defaultIs: "none",
    }),
  logLevel: oneOf(logLevels)
    .default("info")
    .register(keyInfo, { description: "The least level that is logged" }),
  metricsPort: port.optional().register(keyInfo, {
    description: "Port of a process's metrics on loopback; below start, the worker takes the one after it",
    defaultIs: "no metrics",
  }),
  patienceMs: duration(0, "0s").default(10_000).register(keyInfo, {
    description: "How long a page waits for a workflow before it shows its progress instead",
  }),
  operationWaitMs: duration(1_000, "1s").default(300_000).register(keyInfo, {
    description: "How long a request may wait for a worker before it is given up",
  }),

  databaseUrl: url(
    ["postgres:", "postgresql:"],
    "a PostgreSQL address such as postgresql://user@host/database",
  )
    .optional()
    .register(keyInfo, { description: "PostgreSQL", secret: true, defaultIs: "embedded" }),

  temporalAddress: address.optional().register(keyInfo, {
    description: "Temporal's frontend, HOST:PORT",
    defaultIs: "embedded",
  }),
  temporalNamespace: text.default("default").register(keyInfo, { description: "Temporal's namespace" }),
  temporalTaskQueue: text
    .default("member-console")
    .register(keyInfo, { description: "The worker's task queue" }),
  temporalTls: boolean.default(false).register(keyInfo, { description: "Connect to Temporal over TLS" }),
  temporalTlsCaFile: path.optional().register(keyInfo, {
    description: "Certificate authority of Temporal's server, PEM",
    defaultIs: "the system's",
  }),
  temporalTlsCertFile: path.optional().register(keyInfo, {
    description: "Client certificate for Temporal, PEM",
    defaultIs: "none",
  }),
  temporalTlsKeyFile: path.optional().register(keyInfo, {
    description: "Key of the client certificate, PEM",
    defaultIs: "none",
  }),
  temporalTlsServerName: text.optional().register(keyInfo, {
    description: "Name that the server's certificate must have",
    defaultIs: "the address's host",
  }),
  temporalApiKey: text.optional().register(keyInfo, {
    description: "API key for Temporal Cloud",
    secret: true,
    defaultIs: "none",
  }),
  temporalCliPath: path.optional().register(keyInfo, {
    description: "The `temporal` command whose server is embedded",
    defaultIs: "found or fetched",
  }),

  oidcIssuerUrl: httpUrl.optional().register(keyInfo, {
    description: "The identity provider's issuer address",
    defaultIs: "embedded",
  }),
  oidcClientId: text.default("member-console").register(keyInfo, {
    description: "The console's client id at the provider",
  }),
  oidcClientSecret: text.optional().register(keyInfo, {
    description: "The console's client secret at the provider",
    secret: true,
    defaultIs: "none: a public client",
  }),
  oidcScopes: text.default("openid profile email").register(keyInfo, {
    description: "Scopes asked for, separated by spaces",
  }),
  oidcAdminRole: text.default("admin").register(keyInfo, {
    description: "Who has this role at the provider is an administrator",
  }),
  oidcMemberRole: text.optional().register(keyInfo, {
    description: "Who has this role at the provider is a member",
    defaultIs: "everyone who can sign in",
  }),

  sessionSecret: matching(/^.{32,}$/, "a text of 32 characters or more")
    .optional()
    .register(keyInfo, {
      description: "Encrypts sessions; the same for every web process",
      secret: true,
      defaultIs: "generated in data-dir",
    }),
  sessionMaxAgeMs: duration(60_000, "1m").default(28_800_000).register(keyInfo, {
    description: "How long a sign-in lasts",
  }),

  fedwikiFarmUrl: origin.optional().register(keyInfo, {
    description: "The farm's admin site, where its FarmManager API is",
    defaultIs: "embedded",
  }),
  fedwikiFarmToken: text.optional().register(keyInfo, {
    description: "Bearer token for the FarmManager API",
    secret: true,
    defaultIs: "required with fedwiki-farm-url",
  }),
  fedwikiSiteDomains: domains.optional().register(keyInfo, {
    description: "Domains below which members create wikis; the first is the usual one",
    defaultIs: "localhost with the embedded farm, else required",
  }),
  fedwikiSiteUrl: siteAddress.optional().register(keyInfo, {
    description: "How a browser, and the worker, reaches a wiki",
    defaultIs: "{domain} with the scheme and port of fedwiki-farm-url",
  }),
  fedwikiOwnerClaim: text.default("sub").register(keyInfo, {
    description: "The claim that stands in a wiki's oauth2.id; the farm's oauth2_IdField names the same",
  }),
  fedwikiSiteQuota: integer(0)
    .default(3)
    .register(keyInfo, { description: "How many wikis a member may have" }),
  fedwikiCreatesPerHour: integer(1).default(20).register(keyInfo, {
    description: "How many wikis a member may create in an hour",
  }),
  fedwikiCustomDomains: boolean.default(false).register(keyInfo, {
    description: "Members may use domains of their own; nothing proves yet that a domain is theirs",
  }),
  fedwikiSyncEnabled: boolean.optional().register(keyInfo, {
    description: "Compare the farm with the database on a schedule",
    defaultIs: "true with the embedded farm, else false",
  }),
  fedwikiSyncIntervalMs: duration(1_000, "1s").default(3_600_000).register(keyInfo, {
    description: "Time from one sync to the next",
  }),
  fedwikiSyncDefaultUserId: integer(1).optional().register(keyInfo, {
    description: "Id of the user to whom a wiki without a known owner is given",
    defaultIs: "1 with the embedded provider, else required when the sync is enabled",
  }),
  fedwikiSyncTriggerImmediately: boolean.default(false).register(keyInfo, {
    description: "Sync once when the worker starts",
  }),

  embeddedServices: list.default([]).register(keyInfo, {
    description: "The services that start runs itself",
    internal: true,
  }),
});

export type Settings = z.output<typeof settings>;
export type SettingName = keyof Settings;
