import { createHash } from "node:crypto";

/** A URN that is always the same for the same parts: a UUID of version 8, whose bits are a hash (RFC 9562, 5.8). */
export function uuidUrn(...parts: readonly (string | number | null)[]): string {
  const bytes = createHash("sha256").update(JSON.stringify(parts)).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return `urn:uuid:${bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")}`;
}
