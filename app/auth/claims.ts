import { z } from "zod";

/** What a provider says of a person; nothing of it is taken to have a shape. */
export type Claims = Record<string, unknown>;

const claimsSchema = z.record(z.string(), z.unknown());
const rolesSchema = z.union([z.string().transform((role) => [role]), z.array(z.unknown())]);

/** A person as the provider describes them at one sign-in. */
export interface Person {
  issuer: string;
  sub: string;
  name: string;
  username: string;
  email: string | null;
  ownerClaim: string;
  isAdmin: boolean;
}

export interface ClaimRules {
  /** The issuer that stands in the database. */
  issuer: string;
  clientId: string;
  /** Name of the claim that stands in `oauth2.id` on the farm. */
  ownerClaim: string;
  adminRole: string;
  /** Without one, everyone who can sign in is a member. */
  memberRole: string | undefined;
}

/** `noOwnerClaim`: the configured claim is missing, so nobody could tell this person's wikis. */
export type ReadPerson = { ok: true; person: Person } | { ok: false; code: "notAMember" | "noOwnerClaim" };

/**
 * Reads a person out of what the provider said.
 * @param sources ID token, userinfo, access token, in this order: the first that has a claim is believed; a role
 *   counts wherever it stands
 */
export function readPerson(sources: Claims[], rules: ClaimRules): ReadPerson {
  const sub = textClaim(sources, "sub");
  const ownerClaim = textClaim(sources, rules.ownerClaim);
  if (sub === undefined || ownerClaim === undefined) return { ok: false, code: "noOwnerClaim" };
  const has = (role: string) => sources.some((claims) => rolesIn(claims, rules.clientId).includes(role));
  const isAdmin = has(rules.adminRole);
  if (rules.memberRole !== undefined && !isAdmin && !has(rules.memberRole))
    return { ok: false, code: "notAMember" };
  const email = textClaim(sources, "email") ?? null;
  const username = textClaim(sources, "preferred_username") ?? email ?? sub;
  const name = textClaim(sources, "name") ?? username;
  return { ok: true, person: { issuer: rules.issuer, sub, name, username, email, ownerClaim, isAdmin } };
}

/** Roles as the usual providers put them: top level, Keycloak's realm, Keycloak's client. */
function rolesIn(claims: Claims, clientId: string): unknown[] {
  const realm = objectClaim(claims, "realm_access");
  const client = objectClaim(objectClaim(claims, "resource_access"), clientId);
  return [claims.roles, claims.groups, realm.roles, client.roles].flatMap(
    (value) => rolesSchema.safeParse(value).data ?? [],
  );
}

function objectClaim(claims: Claims, name: string): Claims {
  return claimsSchema.safeParse(claims[name]).data ?? {};
}

/** Numbers are taken as text: some providers number their people. */
function textClaim(sources: Claims[], name: string): string | undefined {
  const value = sources
    .map((claims) => claims[name])
    .find((candidate) => candidate !== undefined && candidate !== null);
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/**
 * The claims of a token if it is a JWT, as every ID token and some access tokens are; else none. No signature is
 * checked here: next-auth has checked the ID token's, and an access token came from the provider's own token endpoint
 * in the same answer.
 */
export function tokenClaims(token: string | undefined): Claims {
  const payload = token?.split(".")[1];
  if (payload === undefined) return {};
  try {
    return claimsSchema.parse(JSON.parse(Buffer.from(payload, "base64url").toString()));
  } catch {
    return {};
  }
}
