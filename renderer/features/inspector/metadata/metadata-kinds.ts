/** The three kinds of metadata: what they are called, here and at Clerk, and who may read and write them. */
import type { JsonObject } from '../../../../shared/models/json.ts';
import type { User } from '../../../../shared/models/user.ts';

export const metadataKinds = ['public', 'private', 'unsafe'] as const;
export type MetadataKind = (typeof metadataKinds)[number];

/** One value per kind. */
export type PerKind<T> = Record<MetadataKind, T>;

export const kindFacts: PerKind<{
  title: string;
  hint: string;
  field: 'publicMetadata' | 'privateMetadata' | 'unsafeMetadata';
  wireName: string;
}> = {
  public: {
    title: 'Public metadata',
    hint: 'Read by the app’s pages, written by the server only',
    field: 'publicMetadata',
    wireName: 'public_metadata',
  },
  private: {
    title: 'Private metadata',
    hint: 'Read and written by the server only',
    field: 'privateMetadata',
    wireName: 'private_metadata',
  },
  unsafe: {
    title: 'Unsafe metadata',
    hint: 'Read and written by the app’s pages: not to be trusted',
    field: 'unsafeMetadata',
    wireName: 'unsafe_metadata',
  },
};

export function metadataOf(user: User): PerKind<JsonObject> {
  return perKind((kind) => user[kindFacts[kind].field]);
}

export function perKind<T>(of: (kind: MetadataKind) => T): PerKind<T> {
  return { public: of('public'), private: of('private'), unsafe: of('unsafe') };
}

/** `public`, `public and private`, `public, private and unsafe`. */
export function kindWords(kinds: readonly MetadataKind[]): string {
  const last = kinds.at(-1) ?? '';
  return kinds.length < 2 ? last : `${kinds.slice(0, -1).join(', ')} and ${last}`;
}

/** What goes into the call: the given kinds only, under the contract's names. */
export function fieldsOf(values: Partial<PerKind<JsonObject>>): {
  publicMetadata?: JsonObject;
  privateMetadata?: JsonObject;
  unsafeMetadata?: JsonObject;
} {
  return Object.fromEntries(
    metadataKinds.flatMap((kind) => {
      const value = values[kind];
      return value === undefined ? [] : [[kindFacts[kind].field, value]];
    }),
  );
}
