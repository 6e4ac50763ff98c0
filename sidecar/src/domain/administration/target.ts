/** Which row is changed, as the caller last saw it, and by whom. */
export interface Target {
	id: number;
	version: number;
	/** For the activity: `staff:3`, or `operator`. */
	actor: string;
}
