// Prints a token with some scopes, like a token of an OIDC issuer, for trying things out. The first use creates the issuer's
// keys in the folder `issuer`. See README.md.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { exportJWK, generateKeyPair, importJWK, SignJWT } from "jose";
import { AUDIENCE, ISSUER } from "./tokens.mjs";

const { values: options } = parseArgs({
  options: {
    scope: { type: "string", default: "" },
    name: { type: "string", default: "A. Reader" },
    folder: { type: "string", default: new URL("issuer", import.meta.url).pathname },
  },
});

const [privateFile, publicFile] = ["private.json", "jwks.json"].map((file) => join(options.folder, file));
if (!existsSync(privateFile)) {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  mkdirSync(options.folder, { recursive: true });
  writeFileSync(publicFile, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: "ES256" }] }));
  writeFileSync(privateFile, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600 });
}

const token = new SignJWT({ scope: options.scope, name: options.name })
  .setProtectedHeader({ alg: "ES256" })
  .setIssuer(ISSUER)
  .setAudience(AUDIENCE)
  .setSubject(options.name)
  .setIssuedAt()
  .setExpirationTime("1h");
console.log(await token.sign(await importJWK(JSON.parse(readFileSync(privateFile, "utf8")), "ES256")));
