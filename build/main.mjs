// `npm run build`, which `npm ci` calls: the service and its workflows, so that a start waits for neither. A failed build stops
// no install: whoever starts the service is told. `--check`: exit code 1 where it cannot be built.
import { pathToFileURL } from 'node:url';
import { serviceOfNow } from './service.mjs';

try {
  const folder = serviceOfNow((line) => process.stdout.write(`${line}\n`));
  const { workflowsOfNow } = await import(pathToFileURL(`${folder}/workflow-bundle.js`).href);
  await workflowsOfNow();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  if (process.argv.includes('--check')) process.exitCode = 1;
}
