const CALL = '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d01';
const USER = '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d02';
const AT = '2026-03-14T09:26:53.000Z';

export const DIALLING_EXAMPLE = {
  ready: true,
  because: null,
  device: 'desk',
  extension: '101',
  rings: '101',
  callerId: '+74951112233',
  freeDialling: true,
  othersClients: true,
  lock: null,
  notPlaced: null,
  now: AT,
  to: {
    number: '+79161234567',
    dialAfterAnswer: null,
    refusal: null,
    clients: [
      { type: 'contact', id: CALL, name: 'Пётр Иванов', company: null, responsible: { id: USER, name: 'Anna' }, doNotCall: true },
    ],
    warnings: [
      { code: 'do-not-call', client: { type: 'contact', id: CALL, name: 'Пётр Иванов' }, localTime: null, colleague: null },
    ],
  },
};
