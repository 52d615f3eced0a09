import { useEffect } from 'react';

/** Text that its place cuts off says itself whole while the pointer rests on it, wherever it is. */
export function useWholeText(): void {
  useEffect(() => {
    let named: HTMLElement | undefined;
    const listener = ({ target }: PointerEvent) => {
      if (!(target instanceof Element) || named?.contains(target)) return;
      named?.removeAttribute('title'); // its text may be another one the next time
      named = cutAround(target);
      if (named) named.title = named instanceof HTMLInputElement ? named.value : named.innerText;
    };
    document.addEventListener('pointerover', listener);
    return () => document.removeEventListener('pointerover', listener);
  }, []);
}

const STEPS_UP_MAX = 3;

/** The nearest element that ends in an ellipsis and has no title of its own. */
function cutAround(target: Element): HTMLElement | undefined {
  let element: Element | null = target;
  for (let step = 0; element instanceof HTMLElement && step < STEPS_UP_MAX; step += 1) {
    if (element.title !== '') return undefined;
    if (element.scrollWidth > element.clientWidth && getComputedStyle(element).textOverflow === 'ellipsis') return element;
    element = element.parentElement;
  }
  return undefined;
}
