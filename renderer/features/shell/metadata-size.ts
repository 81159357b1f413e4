/** How much of Clerk's 8 KB per kind a piece of metadata takes: bytes of its compact JSON in UTF-8. */
import type { JsonObject } from '../../../shared/models/json.ts';

export const maxBytes = 8192;
/** From here on it is worth a warning. */
export const nearBytes = Math.floor(maxBytes * 0.9);

export type SizeState = 'fine' | 'near' | 'over';

export interface MetadataSize {
  bytes: number;
  state: SizeState;
}

export function sizeOf(value: JsonObject): MetadataSize {
  const bytes = new TextEncoder().encode(JSON.stringify(value)).length;
  return { bytes, state: bytes > maxBytes ? 'over' : bytes >= nearBytes ? 'near' : 'fine' };
}
