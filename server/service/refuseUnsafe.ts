import type { Logger } from "pino";
import { ConfigError, type UnsafeFault } from "../config/config.ts";
import type { UnsafeName } from "../config/settings/unsafe.ts";
import { UNSAFE } from "../config/unsafe.ts";

/**
 * Logs each unsafe setting that ALLOW_UNSAFE names.
 * @throws ConfigError with all the others
 */
export function refuseUnsafe(faults: readonly UnsafeFault[], allowed: readonly UnsafeName[], log: Logger): void {
  const refused = faults.filter(({ name }) => !allowed.includes(name));
  if (refused.length > 0)
    throw new ConfigError(
      refused.map(
        ({ name, message }) => `${message} To allow it anyway, set ALLOW_UNSAFE=${name}: ${UNSAFE[name].risk}.`,
      ),
    );
  for (const { name, message } of faults) log.warn({ unsafe: name }, message);
}
