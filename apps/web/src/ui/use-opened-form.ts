import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import { useFocusReturn } from './use-focus-return.ts';

/** For a form that opens within a page: Escape closes it, and the focus goes back to where it was. */
export function useOpenedForm(close: () => void): RefObject<HTMLFormElement | null> {
  useFocusReturn();
  const form = useRef<HTMLFormElement>(null);
  const onKey = useEffectEvent(({ key, target }: KeyboardEvent) => {
    const list = target instanceof HTMLElement && target.ariaExpanded === 'true'; // it closes first
    if (key === 'Escape' && !list) close();
  });
  useEffect(() => {
    const here = form.current;
    const listener = (event: KeyboardEvent) => onKey(event);
    here?.addEventListener('keydown', listener);
    return () => here?.removeEventListener('keydown', listener);
  }, []);
  return form;
}
