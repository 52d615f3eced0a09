/** Says that a notification comes from a Carillon and not from the provider: two that pass on to each other would never end. */
export const RELAYED_HEADER = 'carillon-relayed';
