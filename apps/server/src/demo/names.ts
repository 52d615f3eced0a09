/** Names by people; a family name has a form for men and one for women where the language has two. */
type Names = { family: readonly (readonly [man: string, woman: string])[]; men: readonly string[]; women: readonly string[] };

const same = (...names: string[]): [string, string][] => names.map((name) => [name, name]);
const withA = (...names: string[]): [string, string][] => names.map((name) => [name, `${name}а`]);

export const RUSSIAN: Names = {
  family: [
    ...withA('Иванов', 'Смирнов', 'Кузнецов', 'Попов', 'Васильев', 'Соколов', 'Михайлов', 'Новиков', 'Фёдоров', 'Морозов'),
    ...withA('Волков', 'Алексеев', 'Лебедев', 'Семёнов', 'Егоров', 'Павлов', 'Козлов', 'Степанов', 'Орлов', 'Щукин'),
    ...withA('Киселёв', 'Ильин', 'Гусев', 'Титов', 'Соловьёв', 'Ершов', 'Цветаев', 'Хохлов', 'Журавлёв', 'Быков'),
    ['Чайковский', 'Чайковская'],
    ['Островский', 'Островская'],
    ['Белый', 'Белая'],
    ...same('Черных', 'Коваленко', 'Шевчук'),
  ],
  men: ['Юрий', 'Пётр', 'Алексей', 'Дмитрий', 'Сергей', 'Андрей', 'Максим', 'Илья', 'Фёдор', 'Николай', 'Артём', 'Евгений'],
  women: ['Анна', 'Ольга', 'Наталья', 'Елена', 'Ксения', 'Юлия', 'Мария', 'Татьяна', 'Екатерина', 'Светлана', 'Алёна', 'Дарья'],
};

export const TATAR: Names = {
  family: [
    ...withA('Галиев', 'Хәйруллин', 'Сәгъдиев', 'Вәлиев', 'Мөхәммәтҗанов', 'Зәйнуллин', 'Нуриев', 'Шакиров', 'Габдрахманов'),
    ...withA('Әхмәтов', 'Сафин', 'Закиров', 'Гыйльманов', 'Җәлилов', 'Идрисов', 'Хөснетдинов', 'Рәхимов', 'Минһаҗев'),
  ],
  men: ['Айдар', 'Рөстәм', 'Ильнур', 'Фәрит', 'Булат', 'Марат', 'Алмаз', 'Тимур', 'Рәшит', 'Наил'],
  women: ['Айгөл', 'Гөлнара', 'Алсу', 'Резеда', 'Ләйсән', 'Әлфия', 'Миләүшә', 'Чулпан', 'Диләрә', 'Зөлфия'],
};

export const INTERNATIONAL: Names = {
  family: [
    ...same('Müller', 'Schäfer', 'Weiß', 'Nowak', 'Wiśniewska', 'García', 'Nguyễn', 'O’Brien', 'Smith', 'Johansson', 'Dubois'),
    ...same('Łukasik', 'Özdemir', 'Yılmaz', 'Kowalski', 'Rossi', 'Novák', 'Tanaka', 'Haddad', 'van der Berg'),
  ],
  men: ['Jürgen', 'Stanisław', 'José', 'Liam', 'Erik', 'Mehmet', 'Luca', 'Kenji', 'Omar', 'Pieter'],
  women: ['Zoë', 'Małgorzata', 'Inés', 'Saoirse', 'Astrid', 'Elif', 'Giulia', 'Yuki', 'Leïla', 'Anneke'],
};

/** Patronymics: Russian ones, and the Tatar way with улы and кызы. */
export const PATRONYMICS = {
  russian: {
    men: ['Иванович', 'Сергеевич', 'Петрович', 'Андреевич', 'Юрьевич', 'Ильич', 'Фёдорович', 'Николаевич'],
    women: ['Ивановна', 'Сергеевна', 'Петровна', 'Андреевна', 'Юрьевна', 'Ильинична', 'Фёдоровна', 'Николаевна'],
  },
  tatar: {
    men: ['Рәшит улы', 'Фәрит улы', 'Марат улы', 'Рашидович', 'Маратович', 'Ильдусович'],
    women: ['Рәшит кызы', 'Фәрит кызы', 'Марат кызы', 'Рашидовна', 'Маратовна', 'Ильдусовна'],
  },
} as const;

export const COMPANIES = {
  forms: ['ООО', 'ООО', 'ООО', 'АО', 'ПАО', 'ИП'],
  russian: ['Василёк', 'Северный ветер', 'Тёплый дом', 'Стройальянс', 'Медтехника', 'Рассвет', 'Автоград', 'Пекарня №1', 'Логос'],
  tatar: ['Ак Барс Төзү', 'Җиләк', 'Казан Икмәге', 'Чишмә', 'Ялкын', 'Алтын Йорт'],
  places: ['Москва', 'Казань', 'Юг', 'Поволжье', 'Урал', 'Сервис', 'Плюс', 'Торг', 'Групп'],
  international: [
    'Blue Harbour Ltd',
    'Schäfer & Söhne GmbH',
    'Café Lumière SARL',
    'Nordic Timber AB',
    'Kowalski Meble',
    'Anadolu Tekstil',
  ],
} as const;
