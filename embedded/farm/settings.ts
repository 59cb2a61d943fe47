import { z } from "zod";

/** What the farm's process reads from its settings file; written by `startFarm`. */
export const farmSettings = z.object({
  port: z.number().int(),
  /** The sites' folders. */
  sitesDir: z.string(),
  commonsDir: z.string(),
  /** The `node_modules` that holds the wiki's packages. */
  packageDir: z.string(),
  /** Sites can be made below these. */
  siteDomains: z.array(z.string()),
  cookieSecret: z.string(),
  token: z.string(),
  signIn: z.object({
    clientId: z.string(),
    clientSecret: z.string(),
    authorizationUrl: z.string(),
    tokenUrl: z.string(),
    /** The claim of the access token that stands in `owner.json` as `oauth2.id`. */
    ownerClaim: z.string(),
  }),
});

export type FarmSettings = z.infer<typeof farmSettings>;

/**
 * The domain below which the sites of the embedded farm lie unless others are configured, and the name of its admin
 * site: the one name below `localhost` that Node's own resolver knows, so that the console reaches it everywhere.
 */
export const farmDomain = "localhost";
