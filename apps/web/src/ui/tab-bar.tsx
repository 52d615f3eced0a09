import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import classes from './tab-bar.module.css';

type Props = { label: string /** Below another one. */; inner?: boolean; children: ReactNode };

/** Links to neighbouring pages. The chosen one is always in sight: on a phone they are wider than the screen. */
export function TabBar({ label, inner = false, children }: Props) {
  const { pathname } = useLocation();
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    const tabs = [...(bar.current?.querySelectorAll('a') ?? [])];
    const chosen = tabs.findLast(({ pathname: page }) => pathname.startsWith(page));
    if (bar.current && chosen) bar.current.scrollLeft += middleOf(chosen) - middleOf(bar.current); // scrollIntoView would take the Tab key's place along
  }, [pathname]);
  return (
    <nav ref={bar} className={classes.bar} data-inner={inner || undefined} aria-label={label}>
      {children}
    </nav>
  );
}

function middleOf(element: HTMLElement): number {
  const { left, width } = element.getBoundingClientRect();
  return left + width / 2;
}
