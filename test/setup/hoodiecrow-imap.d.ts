/** The IMAP server of the tests has no types of its own. */
declare module 'hoodiecrow-imap' {
  import type { Server } from 'node:net';

  const hoodiecrow: (options: object) => { readonly server: Server; listen(port: number, callback: () => void): void };
  export = hoodiecrow;
}
