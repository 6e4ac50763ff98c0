/**
 * Runs in the browser: a pressed button says that it works, and a second press does nothing. Without it the page
 * works too, the server takes one payment only.
 */
export const PAY_SCRIPT = `
const sent = new Map();
document.addEventListener('submit', (event) => {
	const form = event.target;
	const button = event.submitter;
	if (sent.has(form)) { event.preventDefault(); return; }
	if (!button) return;
	sent.set(form, { button, text: button.textContent });
	if (button.dataset.busy) button.textContent = button.dataset.busy;
	button.setAttribute('aria-disabled', 'true');
});
window.addEventListener('pageshow', () => {
	for (const { button, text } of sent.values()) {
		button.textContent = text;
		button.removeAttribute('aria-disabled');
	}
	sent.clear();
});
document.querySelector('.errors')?.focus();
`;
