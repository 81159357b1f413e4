/** The mirror's tables. Scripts that have shipped are never edited: a change is a new script. */

/**
 * The indexes that lists are sorted by. A first sync does without them until it has read everyone: new
 * users fall anywhere into them, so that each page of 500 would rewrite most of their pages.
 */
export const sortIndexes: readonly { name: string; create: string }[] = (
  [
    ['user_by_name', 'name_key'],
    ['user_by_email', 'email_key'],
    ['user_by_last_active', 'last_active_at'],
    ['user_by_last_sign_in', 'last_sign_in_at'],
    ['user_by_updated', 'updated_at'],
    // Every user's sort keys close together, for a search's few hundred users in another order: looking
    // each of them up in the wide table would touch a page of it for nearly every one.
    ['user_sort_keys', 'row_id, name_key, email_key, last_active_at, last_sign_in_at'],
  ] as const
).map(([name, columns]) => ({ name, create: `CREATE INDEX ${name} ON user (${columns})` }));

/** By these a user is found by what only one of them should be called. Made when the sorts' are. */
export const lookUpIndexes: readonly { name: string; create: string }[] = [
  {
    name: 'user_by_external_id',
    create: 'CREATE INDEX user_by_external_id ON user (external_id) WHERE external_id IS NOT NULL',
  },
  {
    name: 'user_by_username',
    create: 'CREATE INDEX user_by_username ON user (username COLLATE NOCASE) WHERE username IS NOT NULL',
  },
];

/** What a first sync does without until its end, in the order in which it is made then. */
export const lateIndexes = [...sortIndexes, ...lookUpIndexes];

/**
 * `user` is narrow, so that lists touch few pages; the wire JSON stands apart and in order of arrival.
 * `search` stores no text: a row's terms are derived again when it changes. Its prefix lengths are
 * those at which many users still share a prefix; longer ones are quick without.
 */
const first = `
  CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE user (
    row_id INTEGER PRIMARY KEY,
    user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    username TEXT,
    email TEXT,
    email_key TEXT,
    email_verified INTEGER NOT NULL,
    phone TEXT,
    external_id TEXT,
    has_image INTEGER NOT NULL,
    image_url TEXT,
    banned INTEGER NOT NULL,
    locked INTEGER NOT NULL,
    totp INTEGER NOT NULL,
    backup_code INTEGER NOT NULL,
    other_factor INTEGER NOT NULL,
    created_at INTEGER,
    updated_at INTEGER,
    last_active_at INTEGER,
    last_sign_in_at INTEGER,
    fetched_at INTEGER NOT NULL,
    stamp INTEGER NOT NULL,
    search_hash INTEGER NOT NULL,
    json_hash INTEGER NOT NULL,
    json_id INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX user_by_user_id ON user (user_id);
  CREATE INDEX user_by_row ON user (row_id);
  ${sortIndexes.map((index) => `${index.create};`).join('\n  ')}

  CREATE TABLE user_json (
    json_id INTEGER PRIMARY KEY,
    json TEXT NOT NULL
  ) STRICT;

  CREATE TABLE user_provider (
    row_id INTEGER NOT NULL,
    provider TEXT NOT NULL,
    PRIMARY KEY (row_id, provider)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE facet (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    users INTEGER NOT NULL,
    PRIMARY KEY (kind, value)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE removed (
    user_id TEXT PRIMARY KEY,
    stamp INTEGER NOT NULL,
    removed_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE VIRTUAL TABLE search USING fts5 (
    terms,
    content = '',
    contentless_delete = 1,
    detail = none,
    prefix = '1 2 3 4 5',
    tokenize = "ascii tokenchars '.~'"
  );
  INSERT INTO search (search, rank) VALUES ('hashsize', 8388608);
`;

const lookUps = lookUpIndexes.map((index) => `${index.create};`).join('\n');

export const directoryMigrations: readonly string[] = [first, lookUps];
