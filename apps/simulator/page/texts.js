import { each, make, put, readable } from './dom.js';
import { words } from './words.js';

/** The latest texts that came from outside or were sent by the CRM. */
export function drawTexts(parent, texts) {
  const items = texts.length > 0 ? texts : [{ at: 'none' }];
  each(parent, items, {
    key: ({ at, from, to, text }) => `${at} ${from} ${to} ${text}`,
    create: () => make('li', {}, make('b'), make('span')),
    update: (element, { direction, from, to, text }) => {
      const w = words();
      const [who, what] = element.children;
      put(who, { textContent: !direction ? '' : direction === 'in' ? w.textIn(named(from)) : w.textOut(named(from), named(to)) });
      put(what, { textContent: direction ? ` ${text}` : w.noTexts });
    },
  });
}

const named = (who) => (/^\+?\d{5,}$/.test(who) ? readable(who) : who);
