/**
 * `npm run doors`: the whole matrix of permissions on a service of its own, with two counties. Human text first, one JSON
 * object last; exit code 1 when a cell answers otherwise than the table says, or a route or command has no row.
 */
import { startOwnService } from '../own-service.ts';
import { cellsOf, tryAll, withoutRow } from './matrix.ts';
import { prepare } from './prepare.ts';

const AT_ONCE = 8;
console.log('托建 doors: starting a service of its own with two counties');
const { stack, programme, stop } = await startOwnService({ name: 'doors', say: (line) => console.log(`  ${line}`) });
let code = 1;
try {
  const world = await prepare(stack.apiUrl, stack.database, stack.server.gateway, programme, { other: 'BX', prefix: 'b-', people: null });
  const cells = cellsOf(world);
  const without = withoutRow(stack.server.openApi as { paths: Record<string, object> }, cells); // made by zod-to-openapi
  console.log(`${Object.keys(world.tokens).length} people, ${world.targets.length} projects, ${cells.length} cells`);
  const unexpected = await tryAll(world, cells, AT_ONCE);
  for (const { cell, status, text } of unexpected.slice(0, 50))
    console.log(
      `  ! ${cell.person === '' ? '(nobody)' : cell.person} ${cell.name} ${cell.path}: ${status}, not ${cell.status.join(' or ')}: ${text}`,
    );
  for (const route of without) console.log(`  ! no row or no cell: ${route}`);
  code = unexpected.length + without.length > 0 ? 1 : 0;
  console.log(JSON.stringify({ cells: cells.length, unexpected: unexpected.length, routesWithoutRow: without.length }));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
}
await stop();
process.exit(code);
