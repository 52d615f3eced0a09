const refused = document.querySelector('#refused');

/** Asks the exchange to do something; what it can't do is said above the calls. */
export async function command(body) {
  try {
    const response = await fetch('/exchange/commands', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.ok) {
      refused.hidden = true;
      return;
    }
    const { message } = await response.json();
    say(message);
  } catch (error) {
    say(String(error));
  }
}

function say(message) {
  refused.textContent = message;
  refused.hidden = false;
}
