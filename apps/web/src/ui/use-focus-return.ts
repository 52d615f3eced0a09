import { useEffect, useState } from 'react';

/**
 * Gives the focus back to whatever had it when this part of the page was drawn, once it is gone: else the next Tab begins at the top.
 * What was drawn anew meanwhile is found by its `id`. A focus that has gone elsewhere by itself stays there.
 */
export function useFocusReturn(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      setTimeout(() => {
        const here = document.activeElement;
        if (before instanceof HTMLElement && (here === null || here === document.body)) again(before)?.focus();
      });
    },
    [before],
  );
}

const again = (element: HTMLElement): HTMLElement | null =>
  element.isConnected || element.id === '' ? element : document.getElementById(element.id);
