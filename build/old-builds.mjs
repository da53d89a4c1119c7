/** What was built before and nothing runs any more. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

/** What still runs while its sources are worked on was built lately. */
const KEPT = 8;

/** Of what is a build in this folder, the newest stay. */
export function clearOld(folder, isBuild) {
  const builds = readdirSync(folder).filter(isBuild);
  const byAge = builds.map((name) => ({ name, at: statSync(path.join(folder, name)).mtimeMs })).sort((a, b) => b.at - a.at);
  for (const { name } of byAge.slice(KEPT)) rmSync(path.join(folder, name), { recursive: true, force: true });
}
