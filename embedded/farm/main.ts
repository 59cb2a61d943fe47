import { readFileSync } from "node:fs";
import { farm } from "fedwiki/farm.js";
import { provideSecurityPackage, securityType } from "./security/resolve.ts";
import { nameSessionCookieByPort } from "./session-cookie.ts";
import { farmDomain, farmSettings } from "./settings.ts";

/**
 * The farm's process: `node main.ts SETTINGS.json`, with a working directory whose package.json lists the
 * plugins. It is the wiki's own farm, started as its command line does, but without the second process that
 * the command line forks.
 */
const [, , settingsFile] = process.argv;
if (settingsFile === undefined) throw new Error("no settings file named");
const settings = farmSettings.parse(JSON.parse(readFileSync(settingsFile, "utf8")));
const { port, packageDir, signIn } = settings;

const signInOptions = {
  oauth2_clientID: signIn.clientId,
  oauth2_clientSecret: signIn.clientSecret,
  oauth2_AuthorizationURL: signIn.authorizationUrl,
  oauth2_TokenURL: signIn.tokenUrl,
  oauth2_IdField: `token.${signIn.ownerClaim}`,
  oauth2_UsernameField: "token.preferred_username",
  oauth2_DisplayNameField: "token.name",
};

provideSecurityPackage();
const server = farm({
  farm: true,
  port,
  host: "127.0.0.1",
  root: `${packageDir}/wiki-server`,
  packageDir,
  home: "welcome-visitors",
  data: settings.sitesDir,
  commons: settings.commonsDir,
  cookieSecret: settings.cookieSecret,
  security_type: securityType,
  adminToken: settings.token,
  // Both: the domains alone would make a site for whatever name below them somebody visits.
  allowed: "*",
  wikiDomains: Object.fromEntries(
    [farmDomain, ...settings.siteDomains].map((domain) => [domain, signInOptions]),
  ),
});
nameSessionCookieByPort(server, port);

process.once("SIGTERM", () => {
  server.close(() => process.exit(0));
  server.closeAllConnections();
});
