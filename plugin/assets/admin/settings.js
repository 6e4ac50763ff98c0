/**
 * Copies an address to the clipboard. The button is shown only where the browser can do it: on https and localhost.
 */
(function () {
	const { __ } = wp.i18n;

	/** How long the button says that it worked, in milliseconds. */
	const SHOWN = 2000;

	/**
	 * @param {HTMLButtonElement} button Its data attribute names the field to copy.
	 */
	function connect(button) {
		const field = document.getElementById(button.dataset.cohortEnrollmentCopy);
		const label = button.textContent;
		button.hidden = false;
		button.addEventListener('click', async () => {
			let message = __('Copied', 'cohort-enrollment');
			try {
				await navigator.clipboard.writeText(field.value);
			} catch {
				field.select();
				message = __('Selected: press Ctrl+C', 'cohort-enrollment');
			}
			button.textContent = message;
			wp.a11y.speak(message);
			setTimeout(() => (button.textContent = label), SHOWN);
		});
	}

	if (navigator.clipboard) {
		document.querySelectorAll('[data-cohort-enrollment-copy]').forEach(connect);
	}
})();
