/**
 * One instance's mirror, seen from the core: opens its two connections, runs its sync, survives a
 * damaged file. Knows no SQL and no HTTP.
 */
import { AppError, fail } from '../../../shared/failure.ts';
import type {
  DirectoryFacets,
  DirectoryStatus,
  NameMatches,
  SyncMode,
  SyncProgress,
} from '../../../shared/models/directory.ts';
import type { JsonObject } from '../../../shared/models/json.ts';
import { DamagedDatabase, toStorageError } from '../storage/database-failure.ts';
import type { ServiceHandle } from '../storage/database-thread.ts';
import type { DirectoryReader } from './directory-reader.ts';
import type { DirectoryWriter } from './directory-writer.ts';
import type {
  Directory,
  DirectoryEvents,
  DirectoryOptions,
  DirectoryPage,
  DirectoryQuery,
  UserLister,
} from './directory.ts';
import { ChangeCollector } from './change-collector.ts';
import { DirectoryListeners } from './directory-listeners.ts';
import { databaseFiles, type DatabaseFiles } from '../storage/database-files.ts';
import { unreadState } from './mirror-meta.ts';
import type { MirrorState } from './mirror-meta.ts';
import { RemainingTime } from './remaining-time.ts';
import { SharedSync } from './shared-sync.ts';
import { bringsNews, idOf, largestPage } from './sync-run.ts';
import { syncDirectory } from './sync-directory.ts';
import type { ReadMark } from './user-rows.ts';

interface Handles {
  writer: ServiceHandle<DirectoryWriter>;
  reader: ServiceHandle<DirectoryReader>;
}

/** A larger file is not checked whole after a crash: each page carries a checksum of its own anyway. */
const maxCheckedBytes = 256 * 1024 * 1024;

/** Opens or makes the mirror. Throws AppError `storage` or `disk_full` when that is impossible. */
export async function createDirectory(options: DirectoryOptions): Promise<Directory> {
  const directory = new MirrorDirectory(options);
  try {
    await directory.open();
    return directory;
  } catch (error) {
    await directory.close();
    throw toStorageError(error) ?? error;
  }
}

class MirrorDirectory implements Directory {
  readonly #options: DirectoryOptions;
  readonly #files: DatabaseFiles;
  readonly #listeners: DirectoryListeners;
  readonly #changes: ChangeCollector;
  #handles: Promise<Handles> | null = null;
  #state: MirrorState = unreadState;
  #stamp = 0;
  #sync: SharedSync | null = null;
  #progress: SyncProgress | null = null;
  readonly #remaining = new RemainingTime();
  #failure: DirectoryStatus['failure'] = null;
  #notice: string | null = null;
  #closed = false;
  /** Queries whose total is being counted. */
  readonly #counting = new Set<string>();

  constructor(options: DirectoryOptions) {
    this.#options = options;
    this.#files = databaseFiles(options.file);
    this.#listeners = new DirectoryListeners(options.logger);
    this.#changes = new ChangeCollector((userIds) => {
      this.#listeners.emit('changed', { userIds });
    });
  }

  async open(): Promise<void> {
    await this.#files.prepareFolder();
    const opening = this.#openFile().catch(async (error: unknown) => {
      if (!(error instanceof DamagedDatabase)) throw error;
      await this.#setAside();
      return this.#openFile();
    });
    this.#handles = opening;
    const { writer } = await opening;
    const { unclean } = await this.#refreshState(writer);
    if (unclean && (await this.#files.bytes()) <= maxCheckedBytes) {
      // In the write thread; nothing waits for it but the first write.
      void this.#withHandles(({ writer: current }) => current.call('check', [])).catch((error: unknown) => {
        if (!this.#closed) this.#options.logger.warn('The check of a mirror failed', { error });
      });
    }
  }

  async query(input: DirectoryQuery, signal?: AbortSignal): Promise<DirectoryPage> {
    const page = await this.#withHandles(({ reader }) => reader.call('query', [input], { signal }));
    if (page.total === null) this.#countLater(input.query);
    return page;
  }

  async get(userId: string): Promise<{ user: JsonObject; fetchedAt: number } | null> {
    const found = await this.#withHandles(({ reader }) => reader.call('get', [userId]));
    return found === null ? null : { user: JSON.parse(found.json) as JsonObject, fetchedAt: found.fetchedAt };
  }

  match(names: string[], signal?: AbortSignal): Promise<NameMatches[]> {
    return this.#withHandles(({ reader }) => reader.call('match', [names], { signal }));
  }

  absent(userIds: string[]): Promise<string[]> {
    return this.#withHandles(({ reader }) => reader.call('absent', [userIds]));
  }

  facets(query: string, signal?: AbortSignal): Promise<DirectoryFacets> {
    return this.#withHandles(({ reader }) => reader.call('facets', [query], { signal, background: true }));
  }

  async put(users: JsonObject[], fetchedAt: number): Promise<void> {
    const batch = { ...this.#mark(fetchedAt), users: users.map((user) => JSON.stringify(user)) };
    const result = await this.#withHandles(({ writer }) => writer.call('put', [batch]));
    this.#state = { ...this.#state, users: result.users };
    const news = users.filter((_, index) => bringsNews(result, index)).map(idOf);
    if (news.length > 0) this.#changes.add(news);
    this.#changes.flush();
  }

  async remove(userIds: string[]): Promise<void> {
    const mark = this.#mark(this.#options.clock.now());
    const users = await this.#withHandles(({ writer }) => writer.call('remove', [userIds, mark]));
    this.#state = { ...this.#state, users };
    this.#changes.add(userIds);
    this.#changes.flush();
  }

  async sync(mode: SyncMode, lister: UserLister, signal?: AbortSignal): Promise<void> {
    this.#assertOpen();
    if (this.#sync === null) {
      this.#sync = new SharedSync((stop) => this.#runSync(mode, lister, stop));
      this.#tellState();
    }
    await this.#sync.join(signal);
  }

  async status(): ReturnType<Directory['status']> {
    // First of all: what is read before a wait is old after it.
    const bytes = await this.#files.bytes();
    const { lastSyncedAt, users, walk } = this.#state;
    const idle = lastSyncedAt !== null ? 'ready' : walk !== null ? 'partial' : 'empty';
    return {
      state: this.#sync !== null ? 'syncing' : idle,
      users,
      lastSyncedAt,
      bytes,
      storage: this.#options.storage,
      progress: this.#progress,
      failure: this.#failure,
      notice: this.#notice,
    };
  }

  async wipe(): Promise<void> {
    this.#assertOpen();
    await this.#sync?.stop();
    const handles = await this.#handles;
    this.#handles = (async () => {
      if (handles !== null) await closeBoth(handles);
      // The files go, not merely the rows: nothing readable stays in free pages.
      await this.#files.remove(true);
      return this.#openFile();
    })();
    const { writer } = await this.#handles;
    this.#failure = null;
    this.#notice = null;
    await this.#refreshState(writer);
    this.#changes.add(null);
    this.#changes.flush();
  }

  on<E extends keyof DirectoryEvents>(event: E, listener: (payload: DirectoryEvents[E]) => void): () => void {
    return this.#listeners.on(event, listener);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#sync?.stop();
    this.#changes.stop();
    const handles = await this.#handles?.catch(() => null);
    if (handles != null) await closeBoth(handles);
  }

  async destroy(): Promise<void> {
    await this.close();
    await this.#files.remove(true);
  }

  async #openFile(): Promise<Handles> {
    const { threads, file, key } = this.#options;
    // The writer first: it makes the file and brings it up to date.
    const writer = await threads.write.open('directoryWriter', { file, key });
    try {
      return { writer, reader: await threads.read.open('directoryReader', { file, key }) };
    } catch (error) {
      await writer.close().catch(() => undefined);
      throw error;
    }
  }

  async #setAside(): Promise<void> {
    const { clock, logger } = this.#options;
    const name = await this.#files.setAside(clock.now());
    logger.warn('A damaged mirror was set aside', { name });
    this.#failure = null;
    this.#notice =
      `The local copy of this instance's users was damaged and could not be read. It was set aside as ${name}, ` +
      'and the next sync builds it anew. Nothing was changed at Clerk.';
  }

  /** Runs against the open mirror; if that turns out damaged, once more against the one made anew. */
  async #withHandles<T>(task: (handles: Handles) => Promise<T>): Promise<T> {
    const opening = this.#opened();
    try {
      return await task(await opening);
    } catch (error) {
      if (this.#closed) throw error;
      const replaced = this.#handles !== opening;
      if (!replaced && !(error instanceof DamagedDatabase)) throw error;
      if (!replaced) this.#replaceDamaged(opening);
      else if (error instanceof AppError && error.code !== 'storage') throw error;
      return task(await this.#opened());
    }
  }

  #replaceDamaged(damaged: Promise<Handles>): void {
    const replacing = (async () => {
      await damaged.then(closeBoth).catch(() => undefined);
      await this.#setAside();
      const handles = await this.#openFile();
      await this.#refreshState(handles.writer);
      return handles;
    })();
    this.#handles = replacing;
    // Whoever needs it awaits it and sees its failure.
    replacing.then(
      () => {
        this.#changes.add(null);
        this.#changes.flush();
      },
      () => undefined,
    );
  }

  #opened(): Promise<Handles> {
    this.#assertOpen();
    return this.#handles ?? Promise.reject(closedFailure());
  }

  async #refreshState(writer: ServiceHandle<DirectoryWriter>): Promise<MirrorState & { unclean: boolean }> {
    const state = await writer.call('state', []);
    this.#state = state;
    this.#stamp = Math.max(this.#stamp, state.stamp);
    return state;
  }

  async #runSync(mode: SyncMode, lister: UserLister, signal: AbortSignal): Promise<void> {
    this.#failure = null;
    this.#progress = this.#progressWith({ phase: 'counting', done: 0, total: null });
    let ended: SyncProgress['phase'] = 'failed';
    try {
      try {
        await this.#syncOnce(mode, lister, signal);
      } catch (error) {
        if (!(error instanceof DamagedDatabase) || signal.aborted) throw error;
        // Damaged under way: what can be read again is read again.
        this.#replaceDamaged(this.#opened());
        await this.#syncOnce('auto', lister, signal);
      }
      ended = 'done';
    } catch (error) {
      const failure = signal.aborted ? cancelledFailure() : error;
      const cancelled = failure instanceof AppError && failure.code === 'cancelled';
      if (failure instanceof AppError && !cancelled) {
        const { code, message, traceId } = failure.failure;
        this.#failure = { code, message, ...(traceId === undefined ? {} : { traceId }) };
      }
      if (cancelled) ended = 'cancelled';
      throw failure;
    } finally {
      await this.#handles?.then(({ writer }) => this.#refreshState(writer)).catch(() => undefined);
      this.#sync = null;
      // Only now: whoever hears of the end asks for the state, which must not be `syncing` any more.
      this.#report({ phase: ended });
      this.#progress = null;
      this.#tellState();
      if (ended === 'done') void this.#tidy();
    }
  }

  async #syncOnce(mode: SyncMode, lister: UserLister, signal: AbortSignal): Promise<void> {
    const { writer } = await this.#opened();
    const now = () => this.#options.clock.now();
    await syncDirectory(
      {
        lister,
        pageSize: this.#options.pageSize ?? largestPage,
        writer,
        signal,
        now,
        mark: () => this.#mark(now()),
        progress: (change) => this.#report(change),
        changed: (userIds, users) => {
          this.#state = { ...this.#state, users };
          this.#changes.add(userIds);
        },
      },
      mode,
    );
  }

  /** In small steps, between which others may write; whatever is left at closing waits for next time. */
  async #tidy(): Promise<void> {
    try {
      while (!this.#closed && (await this.#withHandles(({ writer }) => writer.call('tidy', []))));
    } catch (error) {
      if (!this.#closed) this.#options.logger.warn('A search index could not be put in order', { error });
    }
  }

  /** Each reading of the API gets a number of its own, so that two of one millisecond stay in order. */
  #mark(fetchedAt: number): ReadMark {
    this.#stamp += 1;
    return { stamp: this.#stamp, fetchedAt: Math.trunc(fetchedAt) };
  }

  #progressWith(change: Partial<SyncProgress>): SyncProgress {
    const { instanceId } = this.#options;
    const next = {
      instanceId,
      phase: 'counting' as const,
      done: 0,
      total: null,
      remainingMs: null,
      ...this.#progress,
      ...change,
    };
    // Who signs up while a sync runs is read, but was not counted.
    return { ...next, total: next.total === null ? null : Math.max(next.total, next.done) };
  }

  #report(change: Partial<SyncProgress>): void {
    this.#progress = this.#remaining.tell(this.#progressWith(change), this.#options.clock.now());
    this.#listeners.emit('progressed', this.#progress);
  }

  /** The state is another one now, whatever else has changed. */
  #tellState(): void {
    this.#changes.add([]);
    this.#changes.flush();
  }

  #countLater(query: string): void {
    if (this.#counting.has(query)) return;
    this.#counting.add(query);
    this.#withHandles(({ reader }) => reader.call('countMatches', [query], { background: true }))
      .then((total) => {
        this.#listeners.emit('counted', { query, total });
      })
      .catch((error: unknown) => {
        if (!this.#closed) this.#options.logger.warn('A search could not be counted', { error });
      })
      .finally(() => this.#counting.delete(query));
  }

  #assertOpen(): void {
    if (this.#closed) throw closedFailure();
  }
}

async function closeBoth({ reader, writer }: Handles): Promise<void> {
  await reader.close().catch(() => undefined);
  await writer.close().catch(() => undefined);
}

function closedFailure(): AppError {
  return fail('storage', 'The mirror of this instance is closed.');
}

function cancelledFailure(): AppError {
  return fail(
    'cancelled',
    'The sync was cancelled. What it had read is kept, and the next sync goes on from there.',
  );
}
