/**
 * The part of the driver that Roster uses. Its own declarations are out of reach: its `exports` name no
 * types (https://github.com/m4heshd/better-sqlite3-multiple-ciphers), and they let `any` in.
 */
declare module 'better-sqlite3-multiple-ciphers' {
  export interface RunResult {
    changes: number;
    lastInsertRowid: number | bigint;
  }

  export interface Statement<Parameters extends unknown[] = unknown[], Row = unknown> {
    run(...parameters: Parameters): RunResult;
    get(...parameters: Parameters): Row | undefined;
    all(...parameters: Parameters): Row[];
    iterate(...parameters: Parameters): IterableIterator<Row>;
    /** Rows become their first column. */
    pluck(on?: boolean): this;
    /** Rows become arrays. */
    raw(on?: boolean): this;
    /** Integers become bigint. */
    safeIntegers(on?: boolean): this;
  }

  export interface Transaction<Parameters extends unknown[], Value> {
    (...parameters: Parameters): Value;
    deferred(...parameters: Parameters): Value;
    immediate(...parameters: Parameters): Value;
  }

  export default class Database {
    constructor(file: string, options?: { readonly?: boolean; fileMustExist?: boolean; timeout?: number });
    readonly open: boolean;
    readonly name: string;
    readonly inTransaction: boolean;
    prepare<Parameters extends unknown[] = unknown[], Row = unknown>(sql: string): Statement<Parameters, Row>;
    exec(sql: string): this;
    pragma(source: string, options?: { simple?: boolean }): unknown;
    transaction<Parameters extends unknown[], Value>(
      body: (...parameters: Parameters) => Value,
    ): Transaction<Parameters, Value>;
    close(): this;
  }
}
