/**
 * The embedded database's thread: PGlite, and the sessions that take turns on it.
 *
 * PGlite is one backend. Sessions change over only between transactions and never inside a batch of
 * messages, so that no client's statements fall between another's.
 */
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { vector } from "@electric-sql/pglite-pgvector";
import { openAsBlob, rmSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pid } from "node:process";
import { type MessagePort, parentPort, threadId, workerData } from "node:worker_threads";
import {
  CANCEL_REQUEST,
  endsBatch,
  errorMessage,
  type Frame,
  FrameReader,
  GSS_REQUEST,
  isCopyFromClient,
  openingCode,
  queryMessage,
  SEND_ROWS,
  SSL_REQUEST,
  withoutSendRows,
} from "./frames.ts";
import type { FromWorker, ToWorker, WorkerData } from "./messages.ts";

interface Session {
  readonly id: number;
  /** A psql: its settings are put away while others have their turn. */
  readonly guest: boolean;
  readonly port: MessagePort;
  readonly reader: FrameReader;
  readonly queue: Frame[];
  /** How many queued frames end a batch. */
  batches: number;
  started: boolean;
  closed: boolean;
  /** Settings put away, as statements that bring them back. */
  away: string[];
  waitingSince: number;
  /** A COPY from the client and the rows that have come for it. */
  copy: Uint8Array[] | undefined;
}

/** Answers are sent on in pieces of about this size. */
const PIECE = 256 * 1024;

const { dataDir, load, clock, patience } = workerData as WorkerData;
const parent = parentPort as MessagePort;
/** How often opening is tried before the reason is told. */
const OPENING_ATTEMPTS = 3;
const watch = new Float64Array(clock);

const sessions = new Map<number, Session>();
/** Who has begun something (a transaction, a batch) that must be ended first. */
let owner: Session | undefined;
/** Whose settings are in force. */
let current: Session | undefined;
let pumping = false;

const database = await opened();
tell({ kind: "ready" });

parent.on("message", (message: ToWorker) => {
  if (message.kind === "open") open(message.id, message.guest, message.port);
  else if (message.kind === "dump") void dump(message.file);
  else void close();
});
setInterval(endIdleTransactions, 1000);

/**
 * Opens the data. A thread that was ended in the middle of a write can leave its lock file behind,
 * cut short, and then the first try fails; we hold the lock on the directory, so it is nobody else's.
 */
async function opened(): Promise<PGlite> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await PGlite.create({
        dataDir,
        ...(load !== undefined && { loadDataDir: await openAsBlob(load) }),
        extensions: { vector, pg_trgm },
        relaxedDurability: false,
      });
    } catch (error) {
      if (attempt === OPENING_ATTEMPTS) throw error;
      if (load === undefined) rmSync(join(dataDir, "postmaster.pid"), { force: true });
      await new Promise((resolve) => setTimeout(resolve, 200 * attempt));
    }
  }
}

function tell(message: FromWorker): void {
  parent.postMessage(message);
}

function open(id: number, guest: boolean, port: MessagePort): void {
  const session: Session = {
    id,
    guest,
    port,
    reader: new FrameReader(),
    queue: [],
    batches: 0,
    started: false,
    closed: false,
    away: [],
    waitingSince: 0,
    copy: undefined,
  };
  sessions.set(id, session);
  port.on("message", (bytes: Uint8Array) => receive(session, bytes));
  port.on("close", () => {
    session.closed = true;
    void pump();
  });
}

function receive(session: Session, bytes: Uint8Array): void {
  try {
    session.reader.add(bytes);
    for (let frame = session.reader.next(); frame; frame = session.reader.next()) {
      if (frame.type === "") opening(session, frame);
      else if (session.copy) copying(session, session.copy, frame);
      else if (isCopyFromClient(frame)) {
        session.copy = [frame.bytes];
        send(session, SEND_ROWS);
      } else enqueue(session, frame);
    }
  } catch (error) {
    send(session, errorMessage("FATAL", "08P01", (error as Error).message));
    session.port.close();
  }
}

/** The messages before a session: no encryption here, and nothing to cancel. */
function opening(session: Session, frame: Frame): void {
  const code = openingCode(frame);
  if (code === SSL_REQUEST || code === GSS_REQUEST) return send(session, Buffer.from("N"));
  if (code === CANCEL_REQUEST) return session.port.close();
  session.reader.started();
  enqueue(session, frame);
}

/** PGlite cannot wait for rows in the middle of a statement: it gets both together. */
function copying(session: Session, copy: Uint8Array[], frame: Frame): void {
  copy.push(Uint8Array.from(frame.bytes));
  if (!["c", "f"].includes(frame.type)) return;
  session.copy = undefined;
  enqueue(session, { type: "Q", bytes: Buffer.concat(copy), isCopy: true });
}

function enqueue(session: Session, frame: Frame): void {
  if (session.batches === 0) session.waitingSince = Date.now();
  session.queue.push(frame);
  if (endsBatch(frame.type)) session.batches += 1;
  void pump();
}

function send(session: Session, bytes: Uint8Array): void {
  if (!session.closed) session.port.postMessage(bytes);
}

/** Gives turns until nobody wants one. */
async function pump(): Promise<void> {
  if (pumping) return;
  pumping = true;
  try {
    for (let session = whoseTurn(); session; session = whoseTurn()) {
      if (session.closed) await leave(session);
      else await run(session);
      // Lets messages arrive, so that nobody is overlooked.
      await new Promise(setImmediate);
    }
  } finally {
    pumping = false;
  }
}

function whoseTurn(): Session | undefined {
  if (owner) return owner.closed || owner.queue.length > 0 ? owner : undefined;
  for (const session of sessions.values()) {
    if (session.closed || session.queue.length > 0) {
      // To the end of the line.
      sessions.delete(session.id);
      sessions.set(session.id, session);
      return session;
    }
  }
  return undefined;
}

/** Runs a session's next batch, or as much of it as has come. */
async function run(session: Session): Promise<void> {
  const batch = takeBatch(session);
  const last = batch.at(-1);
  if (last === undefined || last.type === "X") return;
  await takeOver(session);
  watch[1] = session.id;
  watch[0] = Date.now();
  try {
    await execute(session, batch);
  } finally {
    watch[0] = 0;
  }
  owner = !endsBatch(last.type) || database.isInTransaction() ? session : undefined;
}

function takeBatch(session: Session): Frame[] {
  const end = session.queue.findIndex((frame) => endsBatch(frame.type));
  const batch = session.queue.splice(0, end === -1 ? session.queue.length : end + 1);
  if (end !== -1) session.batches -= 1;
  session.waitingSince = Date.now();
  return batch;
}

async function execute(session: Session, batch: Frame[]): Promise<void> {
  let pieces: Uint8Array[] = [];
  let size = 0;
  const isCopy = batch.some((frame) => frame.isCopy);
  const flush = (): void => {
    const bytes = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
    if (size > 0) send(session, isCopy ? withoutSendRows(bytes) : bytes);
    pieces = [];
    size = 0;
  };
  const bytes = batch.length === 1 ? batch[0]!.bytes : Buffer.concat(batch.map((f) => f.bytes));
  await database.execProtocolRawStream(Uint8Array.from(bytes), {
    onRawData(data) {
      pieces.push(data.slice());
      size += data.length;
      if (size > PIECE && !isCopy) flush();
    },
  });
  // PGlite has written the commit to its files: only now the client may learn of it.
  flush();
}

/** Puts the settings of whoever was before away, and this session's back. */
async function takeOver(session: Session): Promise<void> {
  if (current === session) return;
  if (current?.guest) await putAway(current);
  if (!session.started) {
    session.started = true;
    const others = [...sessions.values()].some((other) => other !== session && other.started);
    await quietly(others ? "rollback; reset all; reset role" : "rollback");
    if (!others) await quietly("discard all");
  }
  for (const statement of session.away.splice(0)) await quietly(statement);
  current = session;
}

async function putAway(guest: Session): Promise<void> {
  const { rows } = await database.query<{ statement: string }>(`
    select format('select pg_catalog.set_config(%L, %L, false)', s.name, s.setting) as statement
    from pg_catalog.pg_settings as s
    where s.source = 'session'
    union all
    select format('set role %I', current_setting('role')) where current_setting('role') <> 'none'`);
  guest.away = rows.map(({ statement }) => statement);
  await quietly("reset session authorization; reset role; reset all");
}

/** A session has gone: its transaction too. */
async function leave(session: Session): Promise<void> {
  sessions.delete(session.id);
  if (owner === session) owner = undefined;
  if (current === session) {
    if (database.isInTransaction()) await quietly("rollback");
    await quietly("reset session authorization; reset role; reset all");
    if (session.guest) await quietly("discard temp; unlisten *; close all");
    current = undefined;
  }
}

async function quietly(sql: string): Promise<void> {
  await database.execProtocolRawStream(queryMessage(sql), { onRawData() {} });
}

/** A psql left inside a transaction must not hold up everybody for ever. */
function endIdleTransactions(): void {
  const holder = owner;
  if (!holder?.guest || holder.queue.length > 0) return;
  const since = Date.now() - patience;
  const somebodyWaits = [...sessions.values()].some(
    (other) => other !== holder && other.queue.length > 0 && other.waitingSince < since,
  );
  if (!somebodyWaits) return;
  send(
    holder,
    errorMessage(
      "FATAL",
      "25P03",
      "terminating connection: others wait for this idle transaction",
      "The embedded database has one session; end transactions soon.",
    ),
  );
  holder.port.close();
}

/** Writes the whole data directory into one file, which is there whole or not at all. */
async function dump(file: string): Promise<void> {
  const draft = `${file}.${pid}-${threadId}.new`;
  try {
    await database.query("checkpoint");
    const blob = await database.dumpDataDir("none");
    await writeFile(draft, blob.stream(), { mode: 0o600 });
    await rename(draft, file);
    tell({ kind: "dumped", file });
  } catch (error) {
    rmSync(draft, { force: true });
    tell({ kind: "dumped", file, error: (error as Error).message });
  }
}

async function close(): Promise<void> {
  for (const session of sessions.values()) session.port.close();
  await database.close();
  tell({ kind: "closed" });
  parent.close();
}
