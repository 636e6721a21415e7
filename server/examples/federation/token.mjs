// Prints a token with some scopes, as an OIDC issuer would give it to somebody who signs in. For trying things out: the
// issuer's keys are made at the first use, in the folder `issuer`. See README.md.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { exportJWK, generateKeyPair, importJWK, SignJWT } from "jose";
import { AUDIENCE, ISSUER } from "./tokens.mjs";

const { values: asked } = parseArgs({
  options: {
    scope: { type: "string", default: "" },
    name: { type: "string", default: "A. Reader" },
    folder: { type: "string", default: new URL("issuer", import.meta.url).pathname },
  },
});

const [secret, open] = ["private.json", "jwks.json"].map((file) => join(asked.folder, file));
if (!existsSync(secret)) {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  mkdirSync(asked.folder, { recursive: true });
  writeFileSync(open, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: "ES256" }] }));
  writeFileSync(secret, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600 });
}

const token = new SignJWT({ scope: asked.scope, name: asked.name })
  .setProtectedHeader({ alg: "ES256" })
  .setIssuer(ISSUER)
  .setAudience(AUDIENCE)
  .setSubject(asked.name)
  .setIssuedAt()
  .setExpirationTime("1h");
console.log(await token.sign(await importJWK(JSON.parse(readFileSync(secret, "utf8")), "ES256")));
