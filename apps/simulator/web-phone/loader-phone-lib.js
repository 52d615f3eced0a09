'use strict';
/* The stand-in of the provider's web phone, first script: the line to the exchange. The second script draws the phone. */
{
  const exchange = new URL(document.currentScript.src).origin;

  const register = async (phone) => {
    const query = new URLSearchParams({ key: phone.key, login: phone.login });
    try {
      const response = await fetch(`${exchange}/web-phone/registration?${query}`);
      const answer = await response.json();
      if (response.ok) {
        phone.opened(answer);
        listen(phone, query);
      } else phone.refused(answer.message);
    } catch (error) {
      phone.refused(String(error));
    }
  };

  const listen = (phone, query) => {
    const line = new EventSource(`${exchange}/web-phone/live?${query}`);
    line.addEventListener('message', ({ data }) => phone.shows(JSON.parse(data)));
    line.addEventListener('error', () => {
      if (line.readyState === EventSource.CLOSED) void register(phone); // no longer permitted: says why
    });
  };

  window.zdrmPhoneLib = {
    /** Opens the phone of a login; tells what it shows after every change, or why it can't be opened. */
    open: (phone) => void register(phone),

    /** Presses a button of it. Resolves with a sentence when that can't be done. */
    async press({ key, login }, command) {
      const body = JSON.stringify({ key, login, ...command });
      const response = await fetch(`${exchange}/web-phone/commands`, { method: 'POST', body });
      return response.ok ? '' : (await response.json()).message;
    },
  };
}
