import type { Logger } from "pino";
import { ConfigError } from "../config/config.ts";
import { UNSAFE, type UnsafeFault, type UnsafeName } from "../config/unsafe.ts";

/**
 * Logs each unsafe setting that ALLOW_UNSAFE names.
 * @throws ConfigError with all the others
 */
export function refuseUnsafe(faults: readonly UnsafeFault[], allowed: readonly UnsafeName[], log: Logger): void {
  const refused = faults.filter(({ name }) => !allowed.includes(name));
  if (refused.length > 0)
    throw new ConfigError(
      refused.map(({ name, message }) => `${message}. If you want this, set ALLOW_UNSAFE=${name} (${UNSAFE[name]}).`),
    );
  for (const { name, message } of faults) log.warn({ unsafe: name }, message);
}
