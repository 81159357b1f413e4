/** The schema of the app database, whose tables belong to several stores: one file, so one history of it. */

/** Never edit one that has shipped. */
export const appMigrations = [
  `CREATE TABLE write_entry (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    entry_id TEXT NOT NULL UNIQUE,
    instance_id TEXT NOT NULL,
    method TEXT NOT NULL,
    user_id TEXT,
    subject TEXT NOT NULL,
    state TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    ended_at INTEGER,
    message TEXT
  ) STRICT;
  CREATE INDEX write_entry_by_instance ON write_entry (instance_id, position);
  CREATE INDEX write_entry_by_state ON write_entry (state, position);
  CREATE INDEX write_entry_by_both ON write_entry (instance_id, state, position);
  CREATE INDEX write_entry_completed ON write_entry (position) WHERE state IN ('done', 'refused', 'checked');`,

  `ALTER TABLE write_entry ADD COLUMN operator TEXT;
  ALTER TABLE write_entry ADD COLUMN changes TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE write_entry ADD COLUMN trace_id TEXT;
  CREATE INDEX write_entry_by_user ON write_entry (user_id, instance_id, position);
  DROP INDEX write_entry_completed;
  CREATE INDEX write_entry_completed ON write_entry (position)
    WHERE state IN ('done', 'refused', 'checked', 'not-sent');`,

  `CREATE TABLE saved_view (
    view_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    query TEXT NOT NULL,
    sort TEXT NOT NULL,
    columns TEXT,
    changed_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE list_layout (
    list TEXT PRIMARY KEY,
    columns TEXT NOT NULL
  ) STRICT;`,
];
