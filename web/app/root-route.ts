/** The route above all pages. Each room's routes name it as their parent. Deliberately absent: what is drawn around them (shell.tsx). */
import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext } from '@tanstack/react-router';

export type RouteContext = { readonly queries: QueryClient };
export const rootRoute = createRootRouteWithContext<RouteContext>()({});
