/** A run that is killed a moment after it has started a process, before anybody can have looked: FOLDER. */
import { spawn } from 'node:child_process';
import { writeSync } from 'node:fs';
import { guarded } from '../../scripts/guarded.ts';

const guard = guarded();
guard.removes(process.argv[2] ?? '');
// As PostgreSQL does, it does not look whether who started it is there.
const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
child.once('spawn', () => {
  writeSync(1, `${child.pid}\n`);
  process.kill(process.pid, 'SIGKILL');
});
