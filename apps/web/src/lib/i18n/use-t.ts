import { useTranslation } from 'react-i18next';
import type { Namespace, Namespaces } from './namespaces.ts';

type Base<K> = K extends `${infer B}_one` ? B : K extends `${infer B}_other` ? B : K;
/** Keys of a namespace; a plural is asked for by its stem with `count`. */
export type KeyOf<N extends Namespace> = Base<keyof Namespaces[N]> & string;
export type Translate<N extends Namespace> = (key: KeyOf<N>, values?: Record<string, string | number>) => string;

/** The strings of one namespace in the reader's language, e.g. `const t = useT('contacts'); t('people', { count: 3 })`. */
export function useT<N extends Namespace>(namespace: N): Translate<N> {
  const { t } = useTranslation(namespace);
  return t as unknown as Translate<N>; // i18next types keys for one global table; ours are per namespace
}

/** The language on the screen, for `Intl`. */
export function useLanguage(): string {
  return useTranslation().i18n.language;
}
