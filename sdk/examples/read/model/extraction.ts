import type { ExtractClaimsResult } from "@conflict-graph/sdk";

export type Extraction = ExtractClaimsResult["extractClaims"];
export type Claim = Extraction["claims"][number];
export type OtherNumber = Extraction["otherNumbers"][number];
