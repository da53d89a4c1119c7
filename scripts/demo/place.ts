/** A running service with its mail catcher, as scripts that play people need it. */
import { whereIsTheService } from '../../cli/connect.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { type Payloads, payloadsBy } from '../../temporal/payload-codec.ts';
import { type Sealer, sealerFrom } from '../../temporal/seal.ts';

export type Place = {
  readonly apiUrl: string;
  readonly outboxUrl: string;
  readonly temporalAddress: string;
  /** The key that its worker knows. */
  readonly sealer: Sealer;
  readonly payloads: Payloads;
  readonly database: Database;
  /** As long as a person looks at a page at least. */
  readonly readingMs: number;
  stop(): Promise<void>;
};

/** The service that runs already; stopping leaves it running. Error: there is no mail catcher to read. */
export async function attachedPlace(): Promise<Place> {
  const { apiUrl, outboxUrl, temporalAddress, databaseUrl, settings } = await whereIsTheService();
  if (outboxUrl === null || temporalAddress === null) {
    throw new Error('this reads mails from the mail catcher of `npm start`; with an SMTP_URL of your own there is none to read');
  }
  const database = openDatabase(databaseUrl);
  const sealer = sealerFrom(settings.sealKey);
  const payloads = payloadsBy(settings.payloadKey, settings.allow.includes('clear-payloads'));
  return { apiUrl, outboxUrl, temporalAddress, sealer, payloads, database, readingMs: settings.leastReadingMs + 150, stop: () => database.close() };
}
