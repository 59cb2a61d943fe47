import { z } from "zod";

/** What the provider's process reads from its settings file; written by `startOidc`. */
export const oidcSettings = z.object({
  issuerUrl: z.string(),
  port: z.number().int(),
  /** Where its signing and cookie keys lie. */
  dataDir: z.string(),
  clients: z.array(
    z.object({
      clientId: z.string(),
      clientSecret: z.string(),
      /** Where it may send people after sign-in; after sign-out anywhere on the same origins. */
      redirectUris: z.array(z.string()),
    }),
  ),
  /** What the console takes for an administrator's role; the administrator here has it. */
  adminRole: z.string(),
  /** What it takes for a member's role, if it asks for one; everybody here has it. */
  memberRole: z.string().optional(),
  /** The embedded farm's port, whose wikis sign people in as any of these clients. */
  farmPort: z.number().int().optional(),
});

export type OidcSettings = z.infer<typeof oidcSettings>;
