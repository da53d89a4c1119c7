/** `tuojian schema`: what editors and other programs check files by. */
import { Command } from 'commander';
import { SetupError } from '../../local/setup-error.ts';
import { document } from '../output.ts';

export const schemaCommand = new Command('schema')
  .argument('[name]', 'programme or route', 'programme')
  .description('print the JSON Schema of programme.json or of a route')
  .action(async (name: string) => {
    const { programmeSchema, routeJsonSchema } = await import('../openapi.ts');
    const schema = { programme: programmeSchema, route: routeJsonSchema }[name];
    if (schema === undefined) throw new SetupError(`There is no schema "${name}".`, 'Ask for programme or route.');
    document(schema());
  });
