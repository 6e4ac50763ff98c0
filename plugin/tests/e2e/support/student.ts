import { randomBytes } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';
import type {
	BookSessionsResponse,
	CoursePackagesResponse,
	EnrollmentSessionResponse,
	EnrollResponse,
} from '../../../../sidecar/contract';
import { logIn, type Credentials, type RestClient } from './rest';
import type { Offer } from './school';
import type { LocalStripe, PaymentWay } from './stripe';

const NAMESPACE = '/cohort-enrollment/v1';

export interface Account extends Credentials {
	/** WordPress user id. */
	id: number;
	email: string;
	name: string;
}

export interface Purchase {
	sessionId: string;
	packageId: number;
	/** Where Stripe sent the student. */
	returnUrl: string;
}

/** A student who does without a page what the blocks do on one. */
export interface Student extends Account {
	rest: RestClient;
	/** Clicks *Enroll*. */
	enroll(offer: Offer, cohortId?: number): Promise<EnrollResponse>;
	/** Enrolls and pays, up to the return from Stripe. */
	buy(offer: Offer, way?: PaymentWay): Promise<Purchase>;
	/** Chooses classes by their places in the course: step and option, both from 0. */
	book(
		packageId: number,
		offer: Offer,
		places: [step: number, option: number][],
	): Promise<BookSessionsResponse>;
	session(sessionId: string): Promise<EnrollmentSessionResponse>;
	courses(): Promise<CoursePackagesResponse>;
}

const NAMES = ['Mina Aalto', 'Tomás Rivas', 'Priya Nair', 'Jonas Weber', 'Aiko Mori', 'Leila Haddad'];

export const createAccount = async (admin: RestClient, role: string): Promise<Account> => {
	// Letters and digits alone: a network of sites takes nothing else.
	const login = `test${randomBytes(6).toString('hex')}`;
	const name = NAMES[randomBytes(1)[0]! % NAMES.length]!;
	// Nothing of the login in it: whoever is found by one of them is not found by the other.
	const email = `mail${randomBytes(6).toString('hex')}@example.test`;
	const account = { login, password: randomBytes(9).toString('hex'), email, name };
	const { id } = await admin.ask<{ id: number }>('POST', '/wp/v2/users', {
		username: login,
		password: account.password,
		email: account.email,
		roles: [role],
		name,
	});
	return { ...account, id };
};

/** `request` is logged in as the student afterwards, and so is a browser that shares its cookies. */
export const becomeStudent = async (
	request: APIRequestContext,
	siteUrl: string,
	account: Account,
	localStripe: LocalStripe,
): Promise<Student> => {
	const rest = await logIn(request, siteUrl, account);
	const enroll: Student['enroll'] = ({ course, cohort }, cohortId = cohort.id) =>
		rest.ask('POST', `${NAMESPACE}/course-programs/${course.code}/cohorts/${cohortId}/enroll`, {});
	const session: Student['session'] = (sessionId) =>
		rest.ask('GET', `${NAMESPACE}/enrollment/session/${sessionId}`);
	return {
		...account,
		rest,
		enroll,
		session,
		async buy(offer, way) {
			const { sessionId } = await enroll(offer);
			const returnUrl = await localStripe.pay(sessionId ?? '', way);
			const { packageId } = await session(sessionId ?? '');
			return { sessionId: sessionId ?? '', packageId: packageId ?? 0, returnUrl };
		},
		book: (packageId, { course }, places) =>
			rest.ask('POST', `${NAMESPACE}/students/me/course-packages/${packageId}/book-sessions`, {
				selections: places.map(([step, option]) => ({
					courseStepId: course.steps[step]!.id,
					courseStepOptionId: course.steps[step]!.options[option]!.id,
				})),
			}),
		courses: () => rest.ask('GET', `${NAMESPACE}/students/me/course-packages`),
	};
};
