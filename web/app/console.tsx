/** The console put together: theme, language, cache, session, pages. */
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { FirstRunGate } from '../first-run/gate.tsx';
import { Failed, RowsSkeleton } from '../parts/states.tsx';
import { keptColours } from './colours.ts';
import { watchHands } from './hands.ts';
import { LocaleProvider } from './locale.tsx';
import { nonce } from './nonce.ts';
import { createQueries } from './queries.ts';
import { createConsoleRouter } from './router.tsx';
import { SessionProvider } from './session.tsx';
import { Bare } from './shell.tsx';
import { SignIn } from './sign-in.tsx';
import { theme, variables } from './theme.ts';

const queries = createQueries();
const router = createConsoleRouter(queries);
watchHands(router);
// What the page asks for goes out beside the question who is signed in (index.html), and not after its answer.
void router.load();
const colours = keptColours();

export function Console(): ReactNode {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      colorSchemeManager={colours}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queries}>
        <LocaleProvider>
          <Notifications position="bottom-center" />
          <SessionProvider
            signIn={({ again, onSignedIn, ...rest }) =>
              again === null ? (
                <FirstRunGate onSignedIn={onSignedIn}>
                  <SignIn again={null} onSignedIn={onSignedIn} />
                </FirstRunGate>
              ) : (
                <SignIn again={again} onSignedIn={onSignedIn} {...rest} />
              )
            }
            waiting={
              <Bare>
                <RowsSkeleton />
              </Bare>
            }
            failed={(problem, again) => (
              <Bare>
                <Failed problem={problem} onRetry={again} />
              </Bare>
            )}
          >
            <RouterProvider router={router} />
          </SessionProvider>
        </LocaleProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
