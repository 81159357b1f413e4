/** Saved views and the columns of lists, in the app database. Knows no query, no column and no instance. */
import { randomUUID } from 'node:crypto';
import { fail } from '../../../shared/failure.ts';
import type { ColumnPlace, SavedView } from '../../../shared/models/view.ts';
import type { Clock, Logger } from '../ports.ts';
import type { AppFile } from '../storage/app-file.ts';

/** Without `viewId` a new one. */
export type ViewToSave = Omit<SavedView, 'viewId' | 'changedAt'> & { viewId?: string | undefined };

/** All throw AppError `storage` or `disk_full`. */
export interface Lists {
  /** By name. */
  views(): Promise<SavedView[]>;
  /** Throws AppError `conflict` for another view's name, `not_found` for a view that is gone. */
  saveView(view: ViewToSave): Promise<SavedView>;
  /** Throws AppError `not_found`. */
  removeView(viewId: string): Promise<void>;
  /** Null: nobody chose any. */
  layout(list: string): Promise<ColumnPlace[] | null>;
  setLayout(list: string, columns: ColumnPlace[] | null): Promise<void>;
  /** Called with all views after each change; answers how to stop. */
  onViewsChanged(listener: (views: SavedView[]) => void): () => void;
  close(): Promise<void>;
}

export interface ListsOptions {
  file: Pick<AppFile, 'open'>;
  clock: Pick<Clock, 'now'>;
  logger: Logger;
}

export async function createLists({ file, clock, logger }: ListsOptions): Promise<Lists> {
  const listeners = new Set<(views: SavedView[]) => void>();
  const { ask, close } = await file.open('lists', {});

  async function changed(): Promise<void> {
    if (listeners.size === 0) return;
    try {
      const views = await ask((store) => store.call('views', []));
      for (const listener of listeners) listener(views);
    } catch (error) {
      // The change itself is stored.
      logger.error('A change of the saved views was not told', { error });
    }
  }

  const gone = () => fail('not_found', 'This view does not exist any more. Save it as a new one.');

  return {
    views: () => ask((store) => store.call('views', [])),
    async saveView({ viewId, ...view }) {
      if (viewId !== undefined && !(await ask((store) => store.call('hasView', [viewId])))) throw gone();
      const saved = { viewId: viewId ?? randomUUID(), ...view, changedAt: clock.now() };
      await ask((store) => store.call('putView', [saved]));
      await changed();
      return saved;
    },
    async removeView(viewId) {
      if (!(await ask((store) => store.call('removeView', [viewId])))) throw gone();
      await changed();
    },
    layout: (list) => ask((store) => store.call('layout', [list])),
    setLayout: (list, columns) => ask((store) => store.call('setLayout', [list, columns])),
    onViewsChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      listeners.clear();
      await close();
    },
  };
}
