/** What a sample of an operation is, and metadata that is awkward to convert. Knows no sample. */
import type {
  OperationInput,
  OperationName,
  OperationOutput,
} from '../../../electron/core/clerk/operations.ts';
import type { JsonObject, JsonValue } from '../../../shared/models/json.ts';
import type { User } from '../../../shared/models/user.ts';

export interface Sample<N extends OperationName> {
  input: OperationInput<N>;
  /** Literally, as the server sees it; the path without `/v1`. */
  request: { method: string; url: string; body?: string; contentType?: RegExp };
  answer: JsonValue;
  /** For a user, only what is worth a look. */
  output: OperationOutput<N> extends User ? Partial<User> : OperationOutput<N>;
}

/** Metadata keys that a conversion of names would harm; parsed, so that `__proto__` is a key like any other. */
export const awkwardMetadataText =
  '{"snake_case":1,"camelCase":{"inner_key":[{"aB":null}]},"a-b":"x","__proto__":{"polluted":true},"constructor":"c","":"empty"}';
export const awkwardMetadata = JSON.parse(awkwardMetadataText) as JsonObject;

export type Samples = { readonly [N in OperationName]: Sample<N> };
