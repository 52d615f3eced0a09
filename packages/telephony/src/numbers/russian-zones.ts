/** Area codes of Russian regions that do not live by Moscow's time. A region of several zones stands under its capital's. */
export const RUSSIAN_ZONES: readonly (readonly [zone: string, codes: readonly string[]])[] = [
  ['Europe/Kaliningrad', ['401']],
  ['Europe/Samara', ['341', '842', '845', '846', '848', '851']],
  ['Asia/Yekaterinburg', ['342', '343', '345', '346', '347', '349', '351', '352', '353']],
  ['Asia/Omsk', ['381']],
  ['Asia/Krasnoyarsk', ['382', '383', '384', '385', '388', '390', '391', '394']],
  ['Asia/Irkutsk', ['301', '395']],
  ['Asia/Yakutsk', ['302', '411', '416']],
  ['Asia/Vladivostok', ['421', '423', '426']],
  ['Asia/Magadan', ['413', '424']],
  ['Asia/Kamchatka', ['415', '427']],
];
