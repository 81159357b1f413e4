/**
 * One random history: what others do to the instance, what Roster does, and what goes wrong, step by step in
 * an order that the seed alone decides; then everything comes to rest, and the mirror is compared with the
 * server. Knows the engine only by the mirror's own interface.
 */
import { copyFileSync } from 'node:fs';
import { setImmediate as othersRun } from 'node:timers/promises';
import type { SyncMode } from '../../../../shared/models/directory.ts';
import type { InstanceId } from '../../../../shared/models/instance.ts';
import { createDirectory } from '../../../../electron/core/directory/create-directory.ts';
import type { Directory, UserLister } from '../../../../electron/core/directory/directory.ts';
import { mirroredUsers, silentLogger, testKey } from '../open-directory.ts';
import { pick, seededRandom } from '../wire-users.ts';
import type { Random } from '../wire-users.ts';
import { ModelServer } from './model-server.ts';
import type { ModelUser } from './model-server.ts';
import { ModelThreads } from './model-threads.ts';
import { losses, ModelWire } from './model-wire.ts';

/** What is wrong with the engine on purpose. */
export interface Mutant {
  lister?(lister: UserLister, pageSize: number): UserLister;
  call?(method: string, args: unknown[], server: ModelServer): unknown[];
}

/** What a live call brought or did, on its way back to the mirror. */
type LiveAnswer = { user: ModelUser; readAt: number } | { gone: string };

const mostSteps = 300;
/** Rounds of the event loop in which everything that an action set off has run. */
const rounds = 3;

export class ModelHistory {
  readonly #random: Random;
  readonly #server = new ModelServer();
  readonly #wire = new ModelWire(this.#server);
  readonly #file: string;
  readonly #mutant: Mutant;
  readonly #pageSize: number;
  readonly #streams: number;
  readonly #opened: ModelThreads[] = [];
  readonly #live: LiveAnswer[] = [];
  #threads = new ModelThreads();
  #directory: Directory | null = null;
  #syncing: { stop: AbortController; ended: Promise<unknown> } | null = null;
  /** An import that leaves no trace but a count: with a deletion beside it, only a full reading tells. */
  #isSilent = false;

  constructor(seed: number, file: string, template: string, mutant: Mutant = {}) {
    this.#random = seededRandom(seed);
    this.#file = file;
    this.#mutant = mutant;
    copyFileSync(template, file);
    this.#pageSize = 3 + this.#below(6);
    this.#streams = 1 + this.#below(4);
  }

  /** Null when the mirror ends up equal; otherwise what differs. */
  async run(): Promise<string | null> {
    for (let users = this.#below(90); users > 0; users -= 1) this.#createSomeone();
    await this.#open();
    const steps = 30 + this.#below(mostSteps);
    for (let step = 0; step < steps; step += 1) {
      await this.#act();
      await this.#settle();
    }
    try {
      return await this.#rest();
    } finally {
      await this.#directory?.close();
      for (const threads of this.#opened) threads.close();
    }
  }

  async #act(): Promise<void> {
    const { unserved, served } = this.#wire;
    this.#server.now += this.#below(3);
    if (this.#syncing === null && this.#chance(0.2)) return this.#startSync();
    if (this.#threads.waiting > 0 && this.#chance(0.5)) return this.#threads.step();
    if (served > 0 && this.#chance(0.5)) return this.#wire.deliver(this.#below(served));
    if (unserved > 0 && this.#chance(0.6)) return this.#wire.serve(this.#below(unserved));
    if (this.#live.length > 0 && this.#chance(0.3)) return this.#deliverLive();
    if (this.#chance(0.75)) return this.#write();
    if (this.#chance(0.5)) return this.#callLive();
    const waiting = unserved + served;
    if (waiting > 0 && this.#chance(0.12)) return this.#goWrong(waiting);
    if (this.#syncing !== null && this.#chance(0.06)) return this.#syncing.stop.abort();
    if (this.#chance(0.05)) return this.#kill();
  }

  #startSync(): void {
    const directory = this.#directory;
    if (directory === null) return;
    const stop = new AbortController();
    const mode: SyncMode = this.#chance(0.7) ? 'auto' : pick(this.#random, ['full', 'changes']);
    const ended = directory.sync(mode, this.#lister(), stop.signal).catch(() => undefined);
    const syncing = { stop, ended };
    this.#syncing = syncing;
    void ended.then(() => {
      if (this.#syncing === syncing) this.#syncing = null;
    });
  }

  #goWrong(waiting: number): void {
    if (this.#chance(0.3)) this.#wire.garble(this.#below(waiting));
    else this.#wire.lose(this.#below(waiting), pick(this.#random, losses));
  }

  /** What others do. */
  #write(): void {
    const kinds = [
      'create',
      'update',
      'update',
      'delete',
      'move',
      'many',
      'manyChange',
      'manyGone',
      'active',
    ];
    const kind = pick(this.#random, [...kinds, ...(this.#chance(0.02) ? ['silent'] : [])]);
    const users = this.#chance(0.15) ? 1 + this.#below(20) : 1;
    if (kind === 'create') this.#createSomeone();
    if (kind === 'update') this.#server.update(this.#someone(), {});
    if (kind === 'delete') this.#server.users.delete(this.#someone());
    if (kind === 'move') this.#server.update(this.#someone(), { created_at: this.#anyTime() });
    if (kind === 'active') this.#server.beActive(this.#someone());
    if (kind === 'many') {
      const createdAt = this.#anyTime();
      for (let user = 0; user < users; user += 1) this.#server.create(createdAt);
    }
    for (let user = 0; user < users; user += 1) {
      if (kind === 'manyChange') this.#server.update(this.#someone(), {});
      if (kind === 'manyGone' && this.#server.users.size > 10) this.#server.users.delete(this.#someone());
    }
    if (kind === 'silent') {
      const time = this.#anyTime();
      this.#server.create(time, time);
      this.#isSilent = true;
    }
  }

  /** A user is opened, changed or deleted in Roster. The answer is on its way for a while. */
  #callLive(): void {
    const readAt = this.#server.now;
    const id = this.#someone();
    if (this.#chance(0.3)) {
      this.#server.users.delete(id);
      this.#live.push({ gone: id });
      return;
    }
    const user = this.#chance(0.5) ? this.#server.update(id, {}) : (this.#server.users.get(id) ?? null);
    if (user !== null) this.#live.push({ user, readAt });
  }

  #deliverLive(): void {
    const [answer] = this.#live.splice(this.#below(this.#live.length), 1);
    if (answer === undefined || this.#directory === null) return;
    const done =
      'gone' in answer
        ? this.#directory.remove([answer.gone])
        : this.#directory.put([answer.user], answer.readAt);
    done.catch(() => undefined);
  }

  /** Nothing in memory is left; what was committed is. */
  async #kill(): Promise<void> {
    this.#threads.kill();
    this.#wire.forget();
    this.#live.length = 0;
    this.#syncing = null;
    await this.#open();
  }

  async #open(): Promise<void> {
    this.#threads = new ModelThreads();
    this.#opened.push(this.#threads);
    const call = this.#mutant.call;
    this.#directory = await createDirectory({
      instanceId: 'instance-1' as InstanceId,
      file: this.#file,
      key: testKey,
      storage: 'persistent',
      threads: this.#threads.threads(
        call === undefined ? undefined : (method, args) => call(method, args, this.#server),
      ),
      pageSize: this.#pageSize,
      clock: { now: () => this.#server.now, sleep: () => Promise.resolve() },
      logger: silentLogger,
    });
    this.#threads.isDirect = false;
  }

  /** Everything under way comes to its end, and a quiet sync follows. */
  async #rest(): Promise<string | null> {
    while (this.#live.length > 0) this.#deliverLive();
    await this.#finish();
    await this.#syncQuietly('auto');
    if (!this.#isSilent) {
      const difference = await this.#difference(false);
      if (difference !== null) return `after a quiet sync: ${difference}`;
      // Being active moves no change date: only reading everyone brings it all.
      if (!this.#chance(0.2)) return null;
    }
    await this.#syncQuietly('full');
    const difference = await this.#difference(true);
    return difference === null ? null : `after a quiet full sync: ${difference}`;
  }

  async #syncQuietly(mode: SyncMode): Promise<void> {
    this.#server.now += 1000;
    const ended = this.#directory?.sync(mode, this.#lister());
    this.#syncing = {
      stop: new AbortController(),
      ended: (ended ?? Promise.resolve()).catch(() => undefined),
    };
    await this.#finish();
    await ended;
  }

  async #finish(): Promise<void> {
    let isOver = this.#syncing === null;
    void this.#syncing?.ended.then(() => (isOver = true));
    for (let idle = 0; idle < rounds || !isOver;) {
      await this.#settle();
      const { unserved, served } = this.#wire;
      if (this.#threads.waiting > 0) this.#threads.step();
      else if (served > 0) this.#wire.deliver(0);
      else if (unserved > 0) this.#wire.serve(0);
      else idle += 1;
      if (idle > 10_000) throw new Error('The sync waits for nothing');
    }
    this.#syncing = null;
  }

  async #difference(withActivity: boolean): Promise<string | null> {
    const directory = this.#directory;
    if (directory === null) return 'no mirror';
    this.#threads.isDirect = true;
    const mirror = await mirroredUsers(directory);
    const { total } = await directory.facets('');
    this.#threads.isDirect = false;
    const text = (user: object | undefined) =>
      JSON.stringify(user === undefined || withActivity ? user : { ...user, last_active_at: null });
    const ids = new Set([...mirror.keys(), ...this.#server.users.keys()]);
    for (const id of ids) {
      const [here, there] = [text(mirror.get(id)), text(this.#server.users.get(id))];
      if (here !== there) return `the mirror has ${here}, the server ${there}`;
    }
    return total === ids.size ? null : `the mirror counts ${total} of ${ids.size}`;
  }

  async #settle(): Promise<void> {
    for (let round = 0; round < rounds; round += 1) await othersRun();
  }

  #lister(): UserLister {
    const lister = this.#wire.lister(this.#streams);
    return this.#mutant.lister?.(lister, this.#pageSize) ?? lister;
  }

  #createSomeone(): void {
    this.#server.now += this.#below(20);
    this.#server.create(this.#chance(0.8) ? this.#server.now : this.#anyTime());
  }

  /** Often one that others have too. */
  #anyTime(): number {
    const known = this.#chance(0.5) ? this.#server.users.get(this.#someone()) : undefined;
    return known?.created_at ?? this.#server.now - this.#below(2000);
  }

  /** Any id, of a user or not. */
  #someone(): string {
    const index = this.#below(this.#server.users.size);
    let number = 0;
    for (const id of this.#server.users.keys()) if (number++ === index) return id;
    return 'user_nobody';
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }
}
