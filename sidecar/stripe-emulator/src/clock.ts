/** Milliseconds since 1970, as `Date.now`; handed in so that tests can move it. */
export type Clock = () => number;

/** The clock in Stripe's unit: whole seconds since 1970. */
export const unixSeconds = (clock: Clock): number => Math.floor(clock() / 1000);
