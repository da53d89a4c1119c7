/** Takes in what waits, signs once and ends: URL, folder of keys, file outside, and `dies` for one that ends when it was to publish there. */
import { openAuditClerk } from '../../../jobs/audit-clerk.ts';
import { appendDurably } from '../../../log/keys.ts';
import { openDatabase } from '../../../prisma/database.ts';

const [url = '', folder = '', file = '', ends = 'lives'] = process.argv.slice(2);
const database = openDatabase(url);
const clerk = openAuditClerk({
  database,
  folder,
  origin: 'tuojian/faults',
  outside: [
    {
      name: file,
      async keep(note) {
        if (ends === 'dies') process.kill(process.pid, 'SIGKILL');
        appendDurably(file, note);
      },
    },
  ],
  onAlarm: ({ code, where }) => console.error(code, where),
  onFault: (error) => console.error(error),
});
await clerk.catchUp();
await clerk.stop();
await database.close();
