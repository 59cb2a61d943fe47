import { expect, it } from "vitest";
import { EMBEDDED_ISSUER } from "./embedded-issuer.ts";
import { userIssuer } from "./user-issuer.ts";

it("the embedded provider's people keep their issuer when its port changes", () => {
  const at = (port: number) =>
    userIssuer({ oidcIssuerUrl: `http://localhost:${port}`, embeddedServices: ["oidc", "farm"] });
  expect([at(3001), at(4001)]).toEqual([EMBEDDED_ISSUER, EMBEDDED_ISSUER]);
  expect(userIssuer({ oidcIssuerUrl: undefined, embeddedServices: [] })).toBe(EMBEDDED_ISSUER);
});

it("a configured provider's people have its address, with and without a slash at its end", () => {
  const issuer = (oidcIssuerUrl: string) => userIssuer({ oidcIssuerUrl, embeddedServices: ["farm"] });
  expect(issuer("https://login.example.org/realms/coop/")).toBe("https://login.example.org/realms/coop");
  expect(issuer("https://login.example.org/realms/coop")).toBe("https://login.example.org/realms/coop");
});
