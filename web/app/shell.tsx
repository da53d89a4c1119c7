/**
 * What stands around every page: header, navigation at the side (a bar below and a drawer on a phone), the palette, the link
 * that skips to the content. Deliberately absent: pages; what the rooms say of themselves (their routes.tsx).
 */
import { AppShell, Burger, Button, Drawer, Group, Menu, NavLink, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, useRouterState } from '@tanstack/react-router';
import ChevronDown from 'lucide-react/icons/chevron-down';
import Footprints from 'lucide-react/icons/footprints';
import LogOut from 'lucide-react/icons/log-out';
import Search from 'lucide-react/icons/search';
import { lazy, type ReactNode, Suspense } from 'react';
import { mePaths } from '../me/paths.ts';
import { useOpening } from '../parts/link.tsx';
import { startPaths } from '../start/paths.ts';
import { LanguageSwitch } from './choices.tsx';
import { useLocale, useSay, useWords } from './locale.tsx';
import { openPalette, Palette } from './palette.tsx';
import { usePlaces } from './places.ts';
import type { Place } from './room.ts';
import { useSession } from './session.tsx';
import classes from './shell.module.css';
import { SHELL_WORDS } from './shell-words.ts';
import { useSignOut } from './sign-out.ts';
import { openTour, useOnExample } from './tour/on-example.ts';

/** Comes when the page stands: most people are on no example. */
const Tour = lazy(async () => ({ default: (await import('./tour/tour.tsx')).Tour }));

const IN_BAR = 4;
/** The address of the page that is open lies under this place. */
const lies = (path: string, { href }: Place): boolean => path === href || (href !== '/' && path.startsWith(`${href}/`));

export function Shell(): ReactNode {
  const words = useWords(SHELL_WORDS);
  const [opened, { open, close }] = useDisclosure(false);
  const places = usePlaces();
  return (
    <>
      <a href="#content" className={classes.skip}>
        {words.skip}
      </a>
      <AppShell
        header={{ height: 56 }}
        navbar={{ width: 208, breakpoint: 'sm', collapsed: { mobile: true } }}
        padding="md"
        classNames={{ main: classes.main, navbar: classes.side }}
      >
        <AppShell.Header className={classes.header}>
          <Header opened={opened} onOpen={open} />
        </AppShell.Header>
        <AppShell.Navbar p="xs" aria-label={words.navigation}>
          {places.map((place) => (
            <PlaceLink key={place.href} place={place} />
          ))}
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1}>
          <Outlet />
        </AppShell.Main>
      </AppShell>
      <nav className={classes.bar} aria-label={words.navigation}>
        {places.slice(0, IN_BAR).map((place) => (
          <BarLink key={place.href} place={place} />
        ))}
      </nav>
      <Drawer opened={opened} onClose={close} title={words.navigation} size="xs" closeButtonProps={{ 'aria-label': words.close }}>
        <nav aria-label={words.navigation}>
          {places.map((place) => (
            <PlaceLink key={place.href} place={place} onOpened={close} />
          ))}
        </nav>
      </Drawer>
      <Palette />
      <Suspense>
        <Tour />
      </Suspense>
    </>
  );
}

function Header({ opened, onOpen }: { readonly opened: boolean; readonly onOpen: () => void }): ReactNode {
  const words = useWords(SHELL_WORDS);
  return (
    <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="xs">
      <Group gap="xs" wrap="nowrap">
        <Burger opened={opened} onClick={onOpen} hiddenFrom="sm" size="sm" aria-label={words.navigation} />
        <Brand />
      </Group>
      <Group gap="xs" wrap="nowrap">
        <Button
          variant="default"
          visibleFrom="sm"
          leftSection={<Search size={16} aria-hidden />}
          rightSection={<kbd className={classes.kbd}>Ctrl K</kbd>}
          onClick={openPalette}
          fw={400}
        >
          {words.find}
        </Button>
        <Button variant="subtle" hiddenFrom="sm" px="xs" aria-label={words.find} onClick={openPalette}>
          <Search size={20} aria-hidden />
        </Button>
        <LanguageSwitch />
        <Account />
      </Group>
    </Group>
  );
}

export function Brand(): ReactNode {
  const words = useWords(SHELL_WORDS);
  return (
    <a href={startPaths.start()} className={classes.brand}>
      <img src="/favicon.svg" alt="" width={28} height={28} />
      <Text component="span" fw={700}>
        {words.brand}
      </Text>
    </a>
  );
}

function Account(): ReactNode {
  const words = useWords(SHELL_WORDS);
  const { me } = useSession();
  const name = useLocale() === 'en' ? me.nameEn : me.name;
  const signOut = useSignOut();
  const toMe = useOpening(mePaths.me());
  const say = useSay();
  const places = usePlaces().filter(({ href }) => href === mePaths.me());
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <Button variant="subtle" px="xs" aria-label={words.account(name)} rightSection={<ChevronDown size={14} aria-hidden />}>
          <span className={classes.name}>{name}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {places.map(({ href, name, icon: Icon }) => (
          <Menu.Item key={href} component="a" {...toMe} leftSection={<Icon size={16} aria-hidden />}>
            {say(name)}
          </Menu.Item>
        ))}
        <TourItem />
        <Menu.Item leftSection={<LogOut size={16} aria-hidden />} onClick={() => signOut.mutate()}>
          {words.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Where the example is, the tour comes back from here. */
function TourItem(): ReactNode {
  const words = useWords(SHELL_WORDS);
  const asked = useOnExample();
  if (!asked) return null;
  return (
    <Menu.Item leftSection={<Footprints size={16} aria-hidden />} onClick={openTour}>
      {words.tour}
    </Menu.Item>
  );
}

function PlaceLink({ place, onOpened }: { readonly place: Place; readonly onOpened?: () => void }): ReactNode {
  const say = useSay();
  const here = useRouterState({ select: ({ location }) => lies(location.pathname, place) });
  const { href, onClick } = useOpening(place.href);
  const Icon = place.icon;
  return (
    <NavLink
      component="a"
      href={href}
      onClick={(event) => {
        onClick(event);
        onOpened?.();
      }}
      active={here}
      aria-current={here ? 'page' : undefined}
      label={say(place.name)}
      leftSection={<Icon size={18} aria-hidden />}
      className={classes.place}
    />
  );
}

function BarLink({ place }: { readonly place: Place }): ReactNode {
  const say = useSay();
  const here = useRouterState({ select: ({ location }) => lies(location.pathname, place) });
  const Icon = place.icon;
  return (
    <UnstyledButton
      component="a"
      {...useOpening(place.href)}
      className={classes.tab}
      data-here={here || undefined}
      aria-current={here ? 'page' : undefined}
    >
      <Icon size={20} aria-hidden />
      <span>{say(place.name)}</span>
    </UnstyledButton>
  );
}

/** The frame before anybody is signed in: the name, the language, and what is asked. */
export function Bare({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <>
      <header className={classes.bareHeader}>
        <Brand />
        <LanguageSwitch />
      </header>
      <main className={classes.bare}>{children}</main>
    </>
  );
}
