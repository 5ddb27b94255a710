// The vendor's own pages in the browser: who are you, and what may this application see. Plain HTML without scripts.

/** @param {unknown} text */
function escape(text) {
    return String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** @param {string} vendor @param {string} title @param {string} body */
function page(vendor, title, body) {
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} - ${escape(vendor)} simulator</title>
<style>
body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff; }
fieldset { border: 1px solid #767676; border-radius: .4rem; margin: 1rem 0; max-height: 22rem; overflow: auto; }
label { display: block; padding: .3rem 0; }
button { font: inherit; padding: .6rem 1.4rem; border-radius: .4rem; border: 2px solid #0b4f8a; margin-right: .6rem; cursor: pointer; }
button[value=allow] { background: #0b4f8a; color: #fff; }
button[value=deny] { background: #fff; color: #0b4f8a; }
:focus-visible { outline: 3px solid #b35900; outline-offset: 2px; }
.note { color: #444; font-size: .95rem; }
</style>
</head>
<body>
<main>
<h1>${escape(title)}</h1>
<p class="note">This is a simulator of ${escape(vendor)} for tests and demonstrations. It is not ${escape(vendor)}.</p>
${body}
</main>
</body>
</html>
`;
}

/**
 * @param {string} vendor @param {string} action where the form goes
 * @param {{id: string, label: string, holds: string}[]} people
 */
export function loginPage(vendor, action, people) {
    const rows = people.map((p, i) => `<label><input type="radio" name="person" value="${escape(p.id)}"${i === 0 ? ' checked' : ''} required> ${escape(p.label)} <span class="note">${escape(p.holds)}</span></label>`);
    return page(vendor, 'Sign in', `<form method="post" action="${escape(action)}">
<fieldset><legend>Sign in as</legend>
${rows.join('\n')}
</fieldset>
<button name="choice" value="allow">Sign in</button>
<button name="choice" value="deny" formnovalidate>Cancel</button>
</form>`);
}

/**
 * @param {string} vendor @param {string} action @param {string} application @param {string} person
 * @param {{scope: string, meaning: string}[]} scopes
 */
export function consentPage(vendor, action, application, person, scopes) {
    const rows = scopes.map((s) => `<label><input type="checkbox" name="scope" value="${escape(s.scope)}" checked> ${escape(s.meaning)} <span class="note">(${escape(s.scope)})</span></label>`);
    return page(vendor, 'Share your data?', `<p><strong>${escape(application)}</strong> asks to read data of ${escape(person)}.</p>
<form method="post" action="${escape(action)}">
<fieldset><legend>It may see</legend>
${rows.join('\n')}
</fieldset>
<button name="choice" value="allow">Allow</button>
<button name="choice" value="deny">Deny</button>
</form>`);
}

/** @param {string} vendor @param {string} code @param {string} why */
export function errorPage(vendor, code, why) {
    return page(vendor, 'This request cannot be answered', `<p>${escape(why)}</p><p class="note">${escape(code)}</p>`);
}
