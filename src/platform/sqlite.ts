/**
 * The only file that knows the database driver: opens a SQLite file durably, runs typed queries and real transactions.
 * The driver is synchronous on purpose: nothing of this process can slip in between the statements of a transaction.
 * Knows nothing of plans; must not retry, and must not let a driver's error out untranslated.
 */

import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { type Compilable, DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { StoreError } from '../errors.ts';
import { translateSqliteError } from './sqlite-errors.ts';

export interface SqliteOptions {
  /** Absolute path. The folder is created (0700), the file is readable by its owner only (0600). */
  readonly path: string;
  /** How long one statement waits for another process to finish its transaction. */
  readonly busyTimeoutMs: number;
  /** `application_id` of our files: the database of another program is refused before anything in it is changed. */
  readonly applicationId: number;
  /** Only looked at: the file must be there and stays as it is. */
  readonly readOnly?: true;
}

export interface Sqlite<Tables> {
  readonly path: string;
  /** Builds queries and checks their types; never runs one itself. */
  readonly query: Kysely<Tables>;
  all<Row>(query: Compilable<Row>): Row[];
  first<Row>(query: Compilable<Row>): Row | undefined;
  /** Number of rows changed. */
  run(query: Compilable): number;
  /** One compiled statement for all rows; every row has the same columns in the same order. */
  insertAll<Name extends keyof Tables & string, Row extends object>(table: Name, rows: readonly Row[]): void;
  /** Inserts the row, or replaces the one with the same key: the columns that are unique together. */
  upsert<Name extends keyof Tables & string>(
    table: Name,
    key: readonly (keyof Tables[Name] & string)[],
    row: Tables[Name] & object,
  ): void;
  /** SQL without parameters: migrations. */
  script(sql: string): void;
  pragma(text: string): unknown;
  /** BEGIN IMMEDIATE … COMMIT: on disk when it returns, undone when `work` throws. */
  write<T>(work: () => T): T;
  /**
   * Committed, but on disk only when the next `write` returns: for what nobody can see before that. Small pieces of much
   * work, between which others have their turn.
   */
  stage<T>(work: () => T): T;
  /** One consistent view over several reads. */
  read<T>(work: () => T): T;
  /** SQLite's own online backup: one moment of this database as a file of its own, while others go on writing. */
  copyTo(file: string): Promise<void>;
  close(): void;
}

export function openSqlite<Tables>(options: SqliteOptions): Sqlite<Tables> {
  return translated(options.path, () => {
    const driver = options.readOnly ? openToLook(options) : openFile(options);
    try {
      refuseForeign(driver, options);
      if (options.readOnly !== true) {
        chmodSync(options.path, 0o600);
        setDurable(driver);
      }
      return wrap<Tables>(options.path, driver);
    } catch (error) {
      driver.close();
      throw error;
    }
  });
}

function openFile({ path, busyTimeoutMs }: SqliteOptions): BetterSqlite3.Database {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // Made before SQLite opens it, so that it never exists with wider rights; SQLite gives its -wal and -shm the same mode.
  closeSync(openSync(path, 'a', 0o600));
  return new BetterSqlite3(path, { timeout: busyTimeoutMs });
}

function openToLook({ path, busyTimeoutMs }: SqliteOptions): BetterSqlite3.Database {
  return new BetterSqlite3(path, { timeout: busyTimeoutMs, readonly: true, fileMustExist: true });
}

function refuseForeign(driver: BetterSqlite3.Database, { path, applicationId }: SqliteOptions): void {
  const found = driver.pragma('application_id', { simple: true });
  const objects = driver.prepare('select count(*) from sqlite_schema').pluck().get();
  if (found === applicationId || (found === 0 && objects === 0)) return;
  throw new StoreError('store-not-ours', `Opening the store "${path}": it is the database of another program`, {
    context: { path },
  });
}

function setDurable(driver: BetterSqlite3.Database): void {
  driver.pragma('journal_mode = WAL');
  // WAL alone syncs at checkpoints only; FULL syncs at every commit: an intent must survive a power cut.
  driver.pragma('synchronous = FULL');
  driver.pragma('foreign_keys = ON');
  driver.pragma('trusted_schema = OFF');
}

function wrap<Tables>(path: string, driver: BetterSqlite3.Database): Sqlite<Tables> {
  const query = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
  const prepared = new Map<string, BetterSqlite3.Statement>();

  function statement(sql: string): BetterSqlite3.Statement {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const fresh = driver.prepare(sql);
    prepared.set(sql, fresh);
    return fresh;
  }

  return {
    path,
    query,
    all: <Row>(compilable: Compilable<Row>) =>
      translated(path, () => {
        const { sql, parameters } = compilable.compile();
        // The query builder has checked that these columns make a Row.
        return statement(sql).all(parameters) as Row[];
      }),
    first: <Row>(compilable: Compilable<Row>) =>
      translated(path, () => {
        const { sql, parameters } = compilable.compile();
        return statement(sql).get(parameters) as Row | undefined;
      }),
    run: (compilable) =>
      translated(path, () => {
        const { sql, parameters } = compilable.compile();
        return statement(sql).run(parameters).changes;
      }),
    insertAll: (table, rows) =>
      translated(path, () => {
        const [first] = rows;
        if (first === undefined) return;
        const insert = statement(insertInto(table, Object.keys(first)));
        const insertEach = (): void => {
          for (const row of rows) insert.run(row);
        };
        if (driver.inTransaction) insertEach();
        else driver.transaction(insertEach)();
      }),
    upsert: (table, key, row) =>
      translated(path, () => {
        const columns = Object.keys(row);
        const replaced = columns.map((name) => `"${name}" = excluded."${name}"`).join(', ');
        const conflict = `on conflict (${key.map((name) => `"${name}"`).join(', ')}) do update set ${replaced}`;
        statement(`${insertInto(table, columns)} ${conflict}`).run(row);
      }),
    script: (sql) => translated(path, () => void driver.exec(sql)),
    pragma: (text) => translated(path, () => driver.pragma(text, { simple: true })),
    write: (work) => translated(path, () => driver.transaction(work).immediate()),
    stage: (work) =>
      translated(path, () => {
        // The sync of the next commit covers everything that the log holds before it.
        driver.pragma('synchronous = NORMAL');
        try {
          return driver.transaction(work).immediate();
        } finally {
          driver.pragma('synchronous = FULL');
        }
      }),
    read: (work) => translated(path, () => driver.transaction(work).deferred()),
    copyTo: async (file) => {
      try {
        // All pages in one step: a copy in portions starts again whenever another process writes
        await driver.backup(file, { progress: () => 2 ** 31 - 1 });
      } catch (error) {
        throw translateSqliteError(error, file);
      }
    },
    close: () => translated(path, () => void driver.close()),
  };
}

/** Compiling a query costs more than running it: rows with the same columns share one statement. */
function insertInto(table: string, columns: readonly string[]): string {
  const names = columns.map((name) => `"${name}"`).join(', ');
  return `insert into "${table}" (${names}) values (${columns.map((name) => `@${name}`).join(', ')})`;
}

function translated<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw translateSqliteError(error, path);
  }
}
