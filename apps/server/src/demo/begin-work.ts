import { PipelineList } from '@carillon/contract';
import type { Cloud } from '@carillon/simulator';
import { Check } from 'typebox/value';
import type { DemoApi } from './demo-api.ts';
import { type InventedContact, inventContacts } from './invent-clients.ts';

type Random = Cloud['random'];
type Work = {
  random: Random;
  contacts: readonly InventedContact[];
  /** In the order of the contacts. */
  contactIds: readonly string[];
  ownerIds: readonly string[];
  now: Date;
};

/** So many of the contacts, the first ones, have business with the company: it is they who call most. */
export const BUSY_CLIENTS = 90;
const LEADS = 24;
const HOUR_MS = 3_600_000;

const ORDERS = [
  'Свадьба, 80 гостей',
  'Цветы в офис, каждую неделю',
  'Букеты к 8 Марта',
  'Оформление зала',
  'Годовой договор',
  'Юбилей директора',
  'Выпускной, две школы',
  'Тюльпаны оптом',
  'Озеленение веранды',
  'Wedding flowers',
];
const STEPS = [
  'Прислать каталог',
  'Согласовать смету',
  'Уточнить дату доставки',
  'Напомнить об оплате',
  'Перезвонить после обеда',
  'Send the offer',
];
const SOURCES = ['Сайт', 'Реклама', 'Выставка', 'По совету'];

/** Deals and tasks with some of the clients, and people who asked and are no clients yet. */
export async function beginWork(api: DemoApi, work: Work): Promise<void> {
  const stages = await openStages(api);
  for (const [place, contactId] of work.contactIds.slice(0, BUSY_CLIENTS).entries()) {
    const random = work.random.fork(`client/${place}`);
    const responsibleId = work.ownerIds[work.contacts[place]?.owner ?? 0];
    await api('POST', '/deals', {
      title: random.pick(ORDERS),
      amount: String(random.between(4, 400) * 500),
      stageId: random.pick(stages),
      contactId,
      responsibleId,
    });
    if (random.chance(0.4))
      await api('POST', '/tasks', {
        title: random.pick(STEPS),
        dueAt: new Date(+work.now + random.between(-30, 90) * HOUR_MS).toISOString(),
        responsibleId,
        about: { type: 'contact', id: contactId },
      });
  }
  await addLeads(api, work);
}

async function openStages(api: DemoApi): Promise<string[]> {
  const answer = await api('GET', '/pipelines');
  const pipeline = Check(PipelineList, answer) ? answer.items.find(({ isDefault }) => isDefault) : undefined;
  if (!pipeline) throw new Error('The example company has no pipeline');
  return pipeline.stages.filter(({ kind }) => kind === 'open').map(({ id }) => id);
}

async function addLeads(api: DemoApi, { random, ownerIds }: Work): Promise<void> {
  const mine = random.fork('leads');
  for (const { contact, owner } of inventContacts(mine, { count: LEADS, companies: 1, owners: ownerIds.length })) {
    const { familyName, givenName, phones } = contact;
    await api('POST', '/leads', {
      name: `${familyName} ${givenName}`,
      phones,
      source: mine.pick(SOURCES),
      responsibleId: mine.chance(0.4) ? null : ownerIds[owner],
    });
  }
}
