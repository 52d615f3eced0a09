/** Every reason a call's way can have (7.7): closed, so that no page lacks the words for one. */
export const DECISION_REASONS = [
  'blacklisted',
  'hidden-caller',
  'dialled-recently',
  'open-deal',
  'responsible',
  'talked-recently',
  'deputy',
  'feature-off',
  'short-number',
  'unreadable-number',
  'own-number',
  'unknown-caller',
  'ambiguous',
  'no-responsible',
  'responsible-inactive',
  'responsible-away',
  'deputy-unavailable',
  'no-extension',
  'extension-not-routable',
  'bad-return-timeout',
  'outside-hours',
  'just-rang-out',
  'responsible-busy',
  'extension-offline',
  'bypassed',
] as const;
export type DecisionReason = (typeof DECISION_REASONS)[number];

/** The reasons for which somebody's phone rings, so that a rehearsal can say whose would have. */
export const RING_REASONS = ['dialled-recently', 'open-deal', 'responsible', 'talked-recently', 'deputy'] as const;

/** Everything that may be looked at on the way to a decision, and what may be found there (7.9). */
export const DECISION_STEPS = {
  blacklist: ['feature-off', 'blacklisted', 'hidden-caller', 'not-listed'],
  caller: ['known', 'called-before', 'hidden-caller', 'own-number', 'short-number', 'unreadable-number', 'unknown-caller'],
  clients: ['none', 'found'],
  'recent-calls': ['none', 'dialled-recently', 'talked-recently', 'both'],
  deals: ['none', 'found'],
  responsible: [
    'dialled-recently',
    'open-deal',
    'responsible',
    'same-for-all',
    'last-contacted',
    'talked-recently',
    'responsible-inactive',
    'no-responsible',
    'ambiguous',
  ],
  absence: ['present', 'away'],
  deputy: ['none', 'inactive', 'away', 'takes-over'],
  extension: ['ready', 'no-extension', 'extension-not-routable', 'bad-return-timeout'],
  hours: ['open', 'closed'],
  'second-call': ['no', 'just-rang-out'],
  presence: ['free', 'talking', 'unknown'],
  online: ['online', 'unknown', 'offline'],
  'rung-out': ['fine', 'bypassed'],
  redirect: ['as-configured', 'ring'],
  'caller-name': ['shown', 'feature-off', 'nothing-to-show'],
} as const;
