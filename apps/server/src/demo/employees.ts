/** One password for all: whoever runs the demo may be anybody in it. */
export const DEMO_PASSWORD = 'carillon-demo';

export const DEMO_COMPANY = 'Ромашка';

export type Employee = { name: string; email: string; role: 'admin' | 'supervisor' | 'agent'; extension: string; browser?: true };

/** The people of the example company. The first is the administrator who sets it up; everybody has a phone on the desk, `browser` one in the pages, too. */
export const EMPLOYEES: readonly [Employee, ...Employee[]] = [
  { name: 'Марина Щукина', email: 'marina@example.com', role: 'admin', extension: '101' },
  { name: 'Тимур Галиев', email: 'timur@example.com', role: 'supervisor', extension: '102' },
  { name: 'Anna Petrova', email: 'anna@example.com', role: 'agent', extension: '103', browser: true },
  { name: 'Борис Орлов', email: 'boris@example.com', role: 'agent', extension: '104' },
  { name: 'Айгөл Шәрипова', email: 'aigul@example.com', role: 'agent', extension: '105' },
  { name: 'Clara Weiss', email: 'clara@example.com', role: 'agent', extension: '106' },
];

/** Whose conversations become text by themselves, so that there are words to search for; the others' when somebody asks. */
export const TRANSCRIBED = ['101', '103'] as const;

/** The numbers the company is called on: digits for the exchange, and the label people gave them. */
export const LINES = [
  { number: '74951112200', label: 'Москва, сайт' },
  { number: '78432223300', label: 'Казань, реклама' },
  { number: '442079460123', label: 'London office' },
] as const;
