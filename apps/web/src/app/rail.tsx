import { Link, useLocation } from '@tanstack/react-router';
import { useT } from '../lib/i18n/use-t.ts';
import { useMe } from '../lib/session.ts';
import { railItems } from './rail-items.ts';
import classes from './rail.module.css';

/** The main menu: a rail at the left, a bar at the bottom of a phone's screen. */
export function Rail() {
  const t = useT('shell');
  const me = useMe();
  const { pathname } = useLocation();
  const inside = (under: string) => pathname === under || pathname.startsWith(`${under}/`);

  return (
    <nav className={classes.rail} aria-label={t('navigation')}>
      <div className={classes.brand} aria-hidden>
        <img src="/icon.svg" alt="" width={22} height={22} />
        <span>Carillon</span>
      </div>
      <ul className={classes.items}>
        {railItems
          .filter(({ roles }) => roles.includes(me.role))
          .map(({ to, under, label, icon: Icon }) => (
            <li key={to}>
              <Link to={to} className={classes.item} aria-current={inside(under) ? 'page' : undefined} title={t(label)}>
                <Icon size={19} stroke={1.6} aria-hidden />
                <span className={classes.label}>{t(label)}</span>
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}
