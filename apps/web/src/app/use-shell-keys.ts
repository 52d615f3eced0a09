import type { User } from '@carillon/contract';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useMe } from '../lib/session.ts';
import { railItems } from './rail-items.ts';

const SEQUENCE_MS = 1_200;
const GO = {
  c: '/calls',
  m: '/missed',
  p: '/contacts',
  o: '/companies',
  l: '/leads',
  d: '/deals',
  t: '/tasks',
  s: '/statistics',
  v: '/live',
} as const;

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

type Actions = { openPalette: () => void; openKeys: () => void; openDialler: () => void };

/** Ctrl/⌘ K, `?`, `c` for the dialler, and `g` followed by a letter. Physical keys for letters, so that a Russian layout works too. */
export function useShellKeys(actions: Actions): void {
  const navigate = useNavigate();
  const { role } = useMe();
  const latest = useRef(actions);
  const wentAt = useRef(-Infinity); // not 0: a page is younger than a sequence at first
  useEffect(() => {
    latest.current = actions;
  });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.code === 'KeyK') {
        event.preventDefault();
        latest.current.openPalette();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector('[aria-modal="true"]'))
        return;
      if (event.key === '?' || (event.shiftKey && event.code === 'Slash')) {
        event.preventDefault();
        latest.current.openKeys();
        return;
      }
      const letter = event.code.replace('Key', '').toLowerCase();
      if (letter === 'g') wentAt.current = event.timeStamp;
      else if (event.timeStamp - wentAt.current < SEQUENCE_MS && isGo(letter) && isFor(role, GO[letter]))
        void navigate({ to: GO[letter] });
      else if (letter === 'c') {
        event.preventDefault(); // or it stands in the dialler's field
        latest.current.openDialler();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate, role]);
}

const isFor = (role: User['role'], page: string) => railItems.some(({ to, roles }) => to === page && roles.includes(role));
const isGo = (letter: string): letter is keyof typeof GO => letter in GO;
