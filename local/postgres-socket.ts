/**
 * The way to the embedded PostgreSQL that costs least: a socket in its folder, by which a statement and its answer take half of
 * what they take over loopback (docs/adr/0129). Deliberately absent: the server (postgres.ts), which listens on its port as well.
 */
import { chownSync, mkdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Bytes of a socket's whole path that every system takes. */
const PATH_MAX = 103;

/**
 * Its folder, made anew and entered by the server's user alone: what a killed server left there would keep the next one from
 * beginning. Null: this system has none, or the path would be too long for one.
 */
export function socketFolder(folder: string, port: number, owner: { readonly uid: number; readonly gid: number } | null): string | null {
  const sockets = path.join(path.resolve(folder), 'postgres-socket');
  if (os.platform() === 'win32' || Buffer.byteLength(path.join(sockets, `.s.PGSQL.${port}`)) > PATH_MAX) return null;
  rmSync(sockets, { recursive: true, force: true });
  mkdirSync(sockets, { mode: 0o700 });
  if (owner !== null) chownSync(sockets, owner.uid, owner.gid);
  return sockets;
}

/** The same database over that socket; as it is where there is none. */
export function overSocket(url: string, socket: string | null): string {
  if (socket === null) return url;
  const over = new URL(url);
  over.searchParams.set('host', socket);
  return over.href;
}
