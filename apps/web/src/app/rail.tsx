import { Menu, UnstyledButton } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { useT } from '../lib/i18n/use-t.ts';
import { useMe } from '../lib/session.ts';
import { type RailItem, railItems } from './rail-items.ts';
import classes from './rail.module.css';

/** The main menu: a rail at the left, a bar at the bottom of a phone's screen. */
export function Rail() {
  const t = useT('shell');
  const me = useMe();
  const { pathname } = useLocation();
  const inside = ({ under }: RailItem) => pathname === under || pathname.startsWith(`${under}/`);
  const items = railItems.filter(({ roles }) => roles.includes(me.role));
  const rest = items.filter(({ phone }) => !phone);

  return (
    <nav className={classes.rail} aria-label={t('navigation')}>
      <div className={classes.brand} aria-hidden>
        <img src="/icon.svg" alt="" width={22} height={22} />
        <span>Carillon</span>
      </div>
      <ul className={classes.items}>
        {items.map((item) => {
          const { to, label, icon: Icon, phone, count: Count } = item;
          return (
            <li key={to} data-rest={!phone || undefined}>
              <Link to={to} className={classes.item} aria-current={inside(item) ? 'page' : undefined} title={t(label)}>
                <Icon size={19} stroke={1.6} aria-hidden />
                <span className={classes.label}>{t(label)}</span>
                {Count && <Count className={classes.count} />}
              </Link>
            </li>
          );
        })}
        <li className={classes.more}>
          <More items={rest} current={rest.find(inside)} />
        </li>
      </ul>
    </nav>
  );
}

/** What has no place of its own on a phone's screen. */
function More({ items, current }: { items: readonly RailItem[]; current: RailItem | undefined }) {
  const t = useT('shell');
  const navigate = useNavigate();
  return (
    <Menu position="top-end" shadow="md" width={200}>
      <Menu.Target>
        <UnstyledButton className={classes.item} aria-current={current ? 'page' : undefined}>
          <IconDots size={19} stroke={1.6} aria-hidden />
          <span className={classes.label}>{current ? t(current.label) : t('moreItems')}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map(({ to, label, icon: Icon }) => (
          <Menu.Item key={to} leftSection={<Icon size={17} stroke={1.6} aria-hidden />} onClick={() => void navigate({ to })}>
            {t(label)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
