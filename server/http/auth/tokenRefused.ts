/** A key or token is not good; the message says why, and nothing of it. */
export class TokenRefusedError extends Error {
  override name = "TokenRefusedError";
}
