/** Links within the console, by an address of a room's paths.ts; opened in place, unless the person asks for a tab of its own. */
import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';

type Target = { readonly href: string; readonly children: ReactNode };

/** What a click on a link within the console does. */
export function useOpening(href: string): { readonly href: string; readonly onClick: (event: MouseEvent) => void } {
  const router = useRouter();
  return {
    href,
    onClick(event) {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      void router.navigate({ href });
    },
  };
}

export function PageLink({ href, children, ...rest }: Target & AnchorProps): ReactNode {
  return (
    <Anchor {...rest} {...useOpening(href)}>
      {children}
    </Anchor>
  );
}

/** A link that looks like a button: it goes somewhere, and does nothing. */
export function ButtonLink({ href, children, ...rest }: Target & ButtonProps): ReactNode {
  return (
    <Button component="a" {...rest} {...useOpening(href)}>
      {children}
    </Button>
  );
}
