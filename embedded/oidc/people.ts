/**
 * The people of the embedded provider. The subjects are fixed, so that whoever starts again with an empty
 * provider still is the same person to the database and to the farm.
 */
export type Person = {
  sub: string;
  username: string;
  name: string;
  email: string;
  isAdministrator: boolean;
};

/** The names of the roles that the console looks for. */
export type RoleNames = { adminRole: string; memberRole?: string | undefined };

export const people: readonly Person[] = [
  {
    sub: "6f1c2a6e-55b1-4d0c-9a3e-7b0a1d2c3e01",
    username: "alice",
    name: "Alice Archer",
    email: "alice@example.org",
    isAdministrator: false,
  },
  {
    sub: "6f1c2a6e-55b1-4d0c-9a3e-7b0a1d2c3e02",
    username: "bob",
    name: "Bob Baker",
    email: "bob@example.org",
    isAdministrator: false,
  },
  {
    sub: "6f1c2a6e-55b1-4d0c-9a3e-7b0a1d2c3e03",
    username: "admin",
    name: "Ada Admin",
    email: "admin@example.org",
    isAdministrator: true,
  },
];

/** The person with that name and password; the password is the name. */
export function signIn(username: string, password: string): Person | undefined {
  return people.find((person) => person.username === username && person.username === password);
}

export function personBySubject(sub: string): Person | undefined {
  return people.find((person) => person.sub === sub);
}

/** What tokens and the userinfo endpoint say of a person. */
export function claimsOf(person: Person, { adminRole, memberRole }: RoleNames) {
  return {
    sub: person.sub,
    name: person.name,
    preferred_username: person.username,
    email: person.email,
    email_verified: true,
    roles: [
      ...(person.isAdministrator ? [adminRole] : []),
      ...(memberRole === undefined ? [] : [memberRole]),
    ],
  };
}
