import i18next, { type ReadCallback } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { groupCounts } from './group-counts.ts';
import { type Language, keepLanguage } from './language.ts';
import type { Namespace } from './namespaces.ts';

type Strings = { default: Record<string, string> };
const files = import.meta.glob<Strings>('../../locales/*/*.ts');

/** Each namespace of each language is a small file of its own, fetched when a page first needs it. */
const lazyFiles = {
  type: 'backend' as const,
  init() {},
  read(language: string, namespace: string, callback: ReadCallback) {
    const load = files[`../../locales/${language}/${namespace}.ts`];
    if (!load) return callback(new Error(`No strings for ${language}/${namespace}`), null);
    load().then(
      (strings) => callback(null, strings.default),
      (cause: unknown) => callback(cause instanceof Error ? cause : new Error(String(cause)), true), // true = worth a retry
    );
  },
};

/** Resolves when the strings of the shell are there. */
export async function startI18n(language: Language): Promise<void> {
  document.documentElement.lang = language;
  await i18next
    .use(lazyFiles)
    .use(groupCounts)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: false, // the compiler has seen to it that every language is whole
      supportedLngs: ['en', 'ru'],
      ns: ['common', 'shell'],
      defaultNS: 'common',
      keySeparator: false,
      nsSeparator: false,
      interpolation: { escapeValue: false, alwaysFormat: true }, // React escapes
      react: { useSuspense: true },
    });
}

/** Changes the language of all pages at once. */
export async function changeLanguage(language: Language): Promise<void> {
  keepLanguage(language);
  if (i18next.language === language) return;
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** Fetches the strings of a page together with its code. */
export async function loadNamespaces(namespaces: readonly Namespace[]): Promise<void> {
  await i18next.loadNamespaces([...namespaces]);
}
