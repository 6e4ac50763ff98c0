import { wallClock } from './wall-clock';

test.each([
	['2030-03-04', '18:00', 'Europe/Berlin', '18:00', '+01:00'],
	['2030-07-04', '18:00', 'Europe/Berlin', '18:00', '+02:00'],
	['2030-07-04', '23:30', 'America/New_York', '23:30', '-04:00'],
	['2030-07-04', '00:15', 'Asia/Kathmandu', '00:15', '+05:45'],
	['2030-07-04', '12:00', 'UTC', '12:00', '+00:00'],
	// Right before and after a change.
	['2030-03-31', '01:59', 'Europe/Berlin', '01:59', '+01:00'],
	['2030-03-31', '03:00', 'Europe/Berlin', '03:00', '+02:00'],
	// Skipped.
	['2030-03-31', '02:30', 'Europe/Berlin', '03:30', '+02:00'],
	['2030-03-10', '02:30', 'America/New_York', '03:30', '-04:00'],
	['2030-10-06', '02:15', 'Australia/Lord_Howe', '02:45', '+11:00'],
	// Twice.
	['2030-10-27', '02:30', 'Europe/Berlin', '02:30', '+02:00'],
	['2030-11-03', '01:30', 'America/New_York', '01:30', '-04:00'],
])('%s %s in %s is at %s, %s from UTC', (date, time, timezone, shown, offset) => {
	expect(wallClock(date, time, timezone)).toEqual({ time: shown, offset });
});

test.each([
	['', '18:00', 'Europe/Berlin'],
	['2030-02-31T', '18:00', 'Europe/Berlin'],
	['2030-03-04', '', 'Europe/Berlin'],
	['2030-03-04', '18:00', 'Europe/Atlantis'],
	['2030-03-04', '18:00', ''],
])('%j %j in %j is nothing', (date, time, timezone) => {
	expect(wallClock(date, time, timezone)).toBeNull();
});
