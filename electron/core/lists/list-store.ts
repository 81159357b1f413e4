/**
 * The tables of saved views and column layouts, inside the database thread: plain synchronous SQL. Knows neither
 * the clock nor what a query or a column means.
 */
import { fail } from '../../../shared/failure.ts';
import type { ColumnPlace, SavedView } from '../../../shared/models/view.ts';
import { type AppDatabaseOptions, openAppDatabase } from '../storage/open-app-database.ts';
import type { Database } from '../storage/open-database.ts';

interface Row extends Omit<SavedView, 'columns'> {
  /** JSON. */
  columns: string | null;
}

const fields = 'view_id AS viewId, name, query, sort, columns, changed_at AS changedAt';

/** What two names have in common that a person would take for the same. */
function keyOf(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

function columnsOf(json: string | null): ColumnPlace[] | null {
  return json === null ? null : (JSON.parse(json) as ColumnPlace[]);
}

/** Throws AppError `storage` or `disk_full`; DamagedDatabase for a wrong key or a broken file. */
export function openListStore(options: AppDatabaseOptions): ListStore {
  return new ListStore(openAppDatabase(options));
}

export class ListStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** By name. */
  views(): SavedView[] {
    const rows = this.#database.prepare(`SELECT ${fields} FROM saved_view ORDER BY name_key`).all() as Row[];
    return rows.map((row) => ({ ...row, columns: columnsOf(row.columns) }));
  }

  hasView(viewId: string): boolean {
    return this.#database.prepare('SELECT 1 FROM saved_view WHERE view_id = ?').get(viewId) !== undefined;
  }

  /** Adds it, or takes the place of the one with its id. Throws AppError `conflict` for another one's name. */
  putView(view: SavedView): void {
    const nameKey = keyOf(view.name);
    const other = this.#database
      .prepare('SELECT name FROM saved_view WHERE name_key = ? AND view_id <> ?')
      .pluck()
      .get(nameKey, view.viewId) as string | undefined;
    if (other !== undefined) {
      throw fail('conflict', `There is a view “${other}” already, so nothing was saved.`, {
        fields: { name: 'Another view has this name' },
      });
    }
    this.#database
      .prepare(
        `INSERT INTO saved_view (view_id, name, name_key, query, sort, columns, changed_at)
         VALUES (@viewId, @name, @nameKey, @query, @sort, @columns, @changedAt)
         ON CONFLICT (view_id) DO UPDATE SET name = @name, name_key = @nameKey, query = @query, sort = @sort,
           columns = @columns, changed_at = @changedAt`,
      )
      .run({ ...view, nameKey, columns: view.columns === null ? null : JSON.stringify(view.columns) });
  }

  /** Answers whether there was one. */
  removeView(viewId: string): boolean {
    return this.#database.prepare('DELETE FROM saved_view WHERE view_id = ?').run(viewId).changes > 0;
  }

  layout(list: string): ColumnPlace[] | null {
    const json = this.#database.prepare('SELECT columns FROM list_layout WHERE list = ?').pluck().get(list);
    return columnsOf((json as string | undefined) ?? null);
  }

  /** Null takes it away. */
  setLayout(list: string, columns: ColumnPlace[] | null): void {
    if (columns === null) {
      this.#database.prepare('DELETE FROM list_layout WHERE list = ?').run(list);
      return;
    }
    this.#database
      .prepare('INSERT OR REPLACE INTO list_layout (list, columns) VALUES (?, ?)')
      .run(list, JSON.stringify(columns));
  }

  close(): void {
    this.#database.close();
  }
}
