/** Which methods an address takes: for the answer to one that it does not. */
import type { Express } from 'express';

/** What express keeps of each route; its types leave `match` out. */
type Layer = { readonly route?: { readonly methods: Readonly<Record<string, boolean>> }; match(path: string): boolean };

/** In capitals; none: there is no such address. */
export function methodsAt(app: Express, path: string): readonly string[] {
  const layers = app.router.stack as unknown as readonly Layer[]; // router/lib/layer.js
  const methods = new Set<string>();
  for (const layer of layers) {
    if (layer.route === undefined || !matches(layer, path)) continue;
    for (const method of Object.keys(layer.route.methods)) methods.add(method.toUpperCase());
  }
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].sort();
}

/** A path that cannot be decoded is none of ours. */
function matches(layer: Layer, path: string): boolean {
  try {
    return layer.match(path);
  } catch {
    return false;
  }
}
