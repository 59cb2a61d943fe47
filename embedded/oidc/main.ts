import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import Provider from "oidc-provider";
import { configuration } from "./configuration.ts";
import { allowRedirects } from "./redirects.ts";
import { oidcSettings } from "./settings.ts";
import { handleSignIn, signInPath } from "./sign-in.ts";
import { signOutWithoutAsking } from "./sign-out.ts";

/** The provider's process: `node main.ts SETTINGS.json`. */
const [, , settingsFile] = process.argv;
if (settingsFile === undefined) throw new Error("no settings file named");
const settings = oidcSettings.parse(JSON.parse(readFileSync(settingsFile, "utf8")));

const provider = new Provider(settings.issuerUrl, configuration(settings));
allowRedirects(provider, settings.farmPort);
signOutWithoutAsking(provider);
provider.on("server_error", (_context, error) => console.error(error));

const handleProtocol = provider.callback();
const server = createServer((request, response) => {
  if (!request.url?.startsWith(signInPath)) {
    handleProtocol(request, response);
    return;
  }
  handleSignIn(provider, request, response).catch((error) => {
    console.error(error);
    response.writeHead(500).end();
  });
});
server.listen(settings.port, "127.0.0.1");

process.once("SIGTERM", () => {
  server.close(() => process.exit(0));
  server.closeAllConnections();
});
