import { describe, expect, it } from "vitest";
import { type ClaimRules, type Claims, readPerson, tokenClaims } from "./claims.ts";

const rules: ClaimRules = {
  issuer: "https://login.example.org",
  clientId: "console",
  ownerClaim: "sub",
  adminRole: "wiki-admin",
  memberRole: undefined,
};
const alice: Claims = {
  sub: "a-1",
  name: "Alice Archer",
  preferred_username: "alice",
  email: "a@example.org",
};

function isAdmin(...sources: Claims[]): boolean {
  const read = readPerson(sources, rules);
  if (!read.ok) throw new Error(read.code);
  return read.person.isAdmin;
}

describe("an administrator has the role in", () => {
  it.each<[string, Claims]>([
    ["roles", { roles: ["x", "wiki-admin"] }],
    ["one role as text", { roles: "wiki-admin" }],
    ["groups", { groups: ["wiki-admin"] }],
    ["realm_access", { realm_access: { roles: ["wiki-admin"] } }],
    ["resource_access of this client", { resource_access: { console: { roles: ["wiki-admin"] } } }],
  ])("%s, wherever that stands", (_where, claims) => {
    expect(isAdmin({ ...alice, ...claims }, {}, {})).toBe(true);
    expect(isAdmin(alice, claims, {})).toBe(true);
    expect(isAdmin(alice, {}, claims)).toBe(true);
  });
});

describe("nobody is an administrator by", () => {
  it.each<[string, Claims]>([
    ["no claim", {}],
    ["another client's role", { resource_access: { farm: { roles: ["wiki-admin"] } } }],
    ["a part of the name", { roles: ["wiki-admins", "wiki"] }],
    ["a text that only holds it", { roles: "no wiki-admin" }],
    ["a claim of another shape", { roles: { "wiki-admin": true }, realm_access: ["wiki-admin"], groups: 1 }],
    ["a client named like a property", { resource_access: "wiki-admin" }],
  ])("%s", (_what, claims) => {
    expect(isAdmin(alice, claims)).toBe(false);
  });
});

describe("members", () => {
  const asked = { ...rules, memberRole: "member" };
  it("are all who can sign in, unless a role is asked for", () => {
    expect(readPerson([alice], rules).ok).toBe(true);
    expect(readPerson([alice], asked)).toEqual({ ok: false, code: "notAMember" });
  });
  it("have that role, and administrators needn't", () => {
    expect(readPerson([alice, { groups: ["member"] }], asked).ok).toBe(true);
    expect(readPerson([alice, { groups: ["wiki-admin"] }], asked).ok).toBe(true);
  });
});

describe("a person", () => {
  it("is who the first source that speaks says", () => {
    const read = readPerson([{ sub: "a-1" }, { ...alice, name: "Alice" }, { name: "token" }], rules);
    expect(read).toEqual({
      ok: true,
      person: {
        issuer: "https://login.example.org",
        sub: "a-1",
        name: "Alice",
        username: "alice",
        email: "a@example.org",
        ownerClaim: "a-1",
        isAdmin: false,
      },
    });
  });
  it("has a name even where the provider gives none", () => {
    const read = readPerson([{ sub: "a-1", name: "" }], rules);
    expect(read.ok && [read.person.name, read.person.username, read.person.email]).toEqual([
      "a-1",
      "a-1",
      null,
    ]);
  });
  it("is known to the farm by the configured claim, a number too, and can't sign in without it", () => {
    const byNumber = { ...rules, ownerClaim: "member_number" };
    const read = readPerson([alice, { member_number: 4711 }], byNumber);
    expect(read.ok && read.person.ownerClaim).toBe("4711");
    expect(readPerson([alice], byNumber)).toEqual({ ok: false, code: "noOwnerClaim" });
  });
});

describe("tokenClaims", () => {
  const payload = Buffer.from(JSON.stringify({ roles: ["wiki-admin"] })).toString("base64url");
  it("reads a JWT", () => {
    expect(tokenClaims(`e30.${payload}.c2ln`)).toEqual({ roles: ["wiki-admin"] });
  });
  it.each([undefined, "", "opaque", "a.b.c", `e30.${Buffer.from("[1]").toString("base64url")}.c2ln`])(
    "finds nothing in %j",
    (token) => {
      expect(tokenClaims(token)).toEqual({});
    },
  );
});
