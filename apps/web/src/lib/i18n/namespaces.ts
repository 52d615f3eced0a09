import type common from '../../locales/en/common.ts';
import type popup from '../../locales/en/popup.ts';
import type shell from '../../locales/en/shell.ts';
import type session from '../../locales/en/session.ts';

/** Every namespace with its English strings. A new one: a file in `locales/en`, one in `locales/ru`, a line here. */
export type Namespaces = {
  common: typeof common;
  popup: typeof popup;
  shell: typeof shell;
  session: typeof session;
};
export type Namespace = keyof Namespaces;
