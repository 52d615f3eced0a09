import type { ReactNode } from 'react';
import { changeLanguage } from '../../lib/i18n/i18n.ts';
import { LANGUAGES } from '../../lib/i18n/language.ts';
import { useLanguage } from '../../lib/i18n/use-t.ts';
import classes from './entry-card.module.css';

const NAMES = { en: 'English', ru: 'Русский' } as const;

type Props = { title: string; text?: string; children: ReactNode };

/** The card of the pages before sign-in. */
export function EntryCard({ title, text, children }: Props) {
  const language = useLanguage();
  return (
    <main className={classes.page}>
      <title>{`${title} · Carillon`}</title>
      <div className={classes.card}>
        <img src="/icon.svg" alt="" width={36} height={36} />
        <h1 className={classes.title}>{title}</h1>
        {text && <p className={classes.text}>{text}</p>}
        {children}
      </div>
      <div className={classes.languages}>
        {LANGUAGES.map((one) => (
          <button key={one} type="button" lang={one} aria-pressed={one === language} onClick={() => void changeLanguage(one)}>
            {NAMES[one]}
          </button>
        ))}
      </div>
    </main>
  );
}
