import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ExpectedError } from "../domain/errors.ts";

/** The service cannot listen on its host and port. */
class ListenError extends ExpectedError {
  override name = "ListenError";
}

type OptionNames = readonly [host: string, port: string];

/**
 * @param optionNames of host and port, for the error message
 * @returns the port, which differs from the given port only if that port was 0
 */
export async function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
  optionNames: OptionNames = ["--host", "--port"],
): Promise<number> {
  const [hostName, portName] = optionNames;
  try {
    server.listen(port, host);
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  } catch (error) {
    const message = explanation(error as NodeJS.ErrnoException, { host, port, hostName, portName });
    throw new ListenError(message, { cause: error });
  }
}

function explanation(
  { code = "", message }: NodeJS.ErrnoException,
  { host, port, hostName, portName }: { host: string; port: number; hostName: string; portName: string },
): string {
  if (code === "EADDRINUSE")
    return `Port ${port} of ${host} is in use (${code}). Stop the other program, or choose another port with ${portName} (0 picks any free port).`;
  if (code === "EACCES")
    return `This user may not listen on port ${port} (${code}). Choose a port from 1024 with ${portName} (0 picks any free port).`;
  if (/^(ENOTFOUND|EAI_AGAIN|EADDRNOTAVAIL|EINVAL)$/.test(code))
    return `${hostName} is “${host}”, which is not an address of this machine (${code}). Use localhost, 0.0.0.0 for every interface, or the address of an interface.`;
  return `The service cannot listen on port ${port} of ${host}: ${message}. Choose another with ${portName} and ${hostName}.`;
}
