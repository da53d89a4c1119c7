/**
 * What the API needs from the world, each port told in ports/ by its subject. The composition root (server.ts) passes in what
 * satisfies them.
 */

import type { Scanner } from '../documents/clamd.ts';
import type { SignInDoor } from '../sign-in/door.ts';
import type { PasswordDoor } from '../sign-in/password-door.ts';
import type { GuardedGateway } from './guarded-gateway.ts';
import type { Presets, Routes } from './ports/approvals.ts';
import type { Audit, Exports } from './ports/audit.ts';
import type { CalendarFeeds, CalendarYears } from './ports/calendars.ts';
import type { Live, ReadModel } from './ports/cases.ts';
import type { Files, Folders, Previews, Quotas, Sheets, Uploads } from './ports/documents.ts';
import type { FirstAdministrator, FirstRunPort, Imports } from './ports/filling.ts';
import type { Links } from './ports/links.ts';
import type { Health, Office } from './ports/office.ts';
import type { People } from './ports/people.ts';
import type { Post } from './ports/post.ts';
import type { Keys } from './ports/requests.ts';
import type { SignIns } from './ports/sign-ins.ts';
import type { Surveys } from './ports/surveys.ts';
import type { Takeovers } from './ports/takeovers.ts';
import type { Webhooks } from './ports/webhooks.ts';

export type Log = { info(fields: object, message: string): void; error(fields: object, message: string): void };

export type ApiDeps = {
  readonly live: Live;
  readonly gateway: GuardedGateway;
  readonly reading: ReadModel;
  readonly signIns: SignIns;
  readonly signInDoor: SignInDoor;
  /** Null: the county has not switched passwords on. */
  readonly passwordDoor: PasswordDoor | null;
  readonly people: People;
  readonly takeovers: Takeovers;
  readonly links: Links;
  readonly post: Post;
  readonly previews: Previews;
  readonly presets: Presets;
  readonly calendarFeeds: CalendarFeeds;
  readonly uploads: Uploads;
  readonly keys: Keys;
  readonly files: Files;
  readonly folders: Folders;
  /** Null: none is set. */
  readonly scanner: Scanner | null;
  readonly quotas: Quotas;
  readonly surveys: Surveys;
  readonly routes: Routes;
  readonly sheets: Sheets;
  readonly audit: Audit;
  readonly exports: Exports;
  readonly health: Health;
  readonly office: Office;
  readonly calendarYears: CalendarYears;
  readonly webhooks: Webhooks;
  readonly firstRun: FirstRunPort;
  readonly firstAdministrator: FirstAdministrator;
  readonly imports: Imports;
  readonly log: Log;
  /** Whether an error says that the way to PostgreSQL or Temporal broke or fell silent: what was asked may be done or not. */
  readonly isLostWay: (error: unknown) => boolean;
  readonly publicUrl: string;
  /** A form that comes back faster than a person can read is shown again. */
  readonly leastReadingMs: number;
  /** How many proxies of one's own stand before this. */
  readonly proxyHops: number;
  /** The only `Host`s that are answered; absent: a proxy of one's own sees to that. */
  readonly onlyHosts?: readonly string[];
  /** So many links that do not exist may be tried from one address in a minute. */
  readonly missesPerMinute: number;
  /** Where the embedded mail catcher shows its mails; absent with a mail server of one's own. */
  readonly outboxUrl?: string;
  /** Where the console's files lie, as they were built. */
  readonly consoleFolder: string;
};
