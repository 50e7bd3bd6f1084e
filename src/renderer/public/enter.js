// The start of the browser host opens the browser here, with a code in the address: this exchanges it for the secret
// that the app's page sends with all that it asks (`host/entry.ts`). The code goes from the address at once, into no
// history. Without one, and without a secret, the page stays and says how the app is opened.
const SECRET = 'child-justice-secret';

function openApp() {
  document.documentElement.hidden = true;
  location.replace('./');
}

function keptSecret() {
  try {
    return localStorage.getItem(SECRET);
  } catch {
    return null;
  }
}

/** True where the host took the code. */
async function isLetIn(code) {
  const response = await fetch('./enter', {
    method: 'POST',
    credentials: 'omit',
    headers: { authorization: `Bearer ${code}` },
  });
  if (!response.ok) return false;
  const { value } = await response.json();
  try {
    localStorage.setItem(SECRET, value.secret);
  } catch {
    // The browser keeps nothing for this page: the app says so.
  }
  return true;
}

async function enter() {
  const code = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
  document.documentElement.hidden = code !== '';
  const isIn = code !== '' && (await isLetIn(code).catch(() => false));
  if (isIn || keptSecret() !== null) openApp();
  else document.documentElement.hidden = false;
}

// An address that is opened in a window which is here already loads nothing.
window.addEventListener('hashchange', enter);
void enter();
